"""Files for translators as files: PO and XLIFF lose nothing on the way, real tools take them, and hostile files are refused."""

import codecs
import gzip
import io
import re
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from education.exchange.travelling import po, xliff
from education.exchange.travelling.entries import Entry, FileRefused, Parcel
from education.exchange.travelling.mending import mended
from education.exchange.travelling.reading import MOST_BYTES, language_of, read, read_path
from education.text.fingerprint import normalise
from education.text.languages import LANGUAGES
from tests.exchange.agency import WRITERS
from tools import servers

SCHEMA = Path(__file__).parent / "schemas" / "xliff-core-1.2-strict.xsd"
# What that schema imports: the attributes of XML itself, those of them that it names.
XML_ATTRIBUTES = """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<attribute name="lang" type="language"/><attribute name="space" type="NCName"/></schema>"""
PRINT, OTHER = "a" * 64, "b" * 64
ENTRY = Entry(
    "sciatica/causes/heading", "What causes it?", "¿Qué la causa?", PRINT, OTHER, state="draft", heading="What causes it?",
    notes=("Section “What causes it?”: heading.",), longest=200,
)  # fmt: skip
ENTRIES = (
    ENTRY,
    Entry("sciatica/causes/body", "One.\n\n- **Two** \\n {x}", "", PRINT, OTHER, state="draft"),
    Entry("sciatica/signs/sign", "Numb", "Viejo", PRINT, "", state="outdated", before="It was\nthis"),
    Entry("sciatica/signs/detail", "<b> & \"quotes\" 'too'", "]]> & <x>", PRINT, "", state="signed"),
)
PARCEL = Parcel("es", ENTRIES)
FORMATS = sorted(WRITERS)
# What no text may hold (NUL), and what no XML can; newlines inside, as in a normalised text.
PO_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(normalise)
XML_TEXT = PO_TEXT.map(lambda text: xliff.NOT_XML.sub("", text)).map(normalise)


def kept(entry: Entry) -> tuple[object, ...]:
    return entry.id, entry.source, entry.target, entry.source_print, entry.target_print


def back(parcel: Parcel, name: str) -> list[tuple[object, ...]]:
    return [kept(entry) for entry in read(WRITERS[name](parcel)).entries]


def tool(package: str) -> str:
    if servers.missing(package):
        pytest.skip(f"this machine has no {package}: `make servers` brings it")
    return servers.program(servers.PACKAGES[package]) or ""


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_written_is_read(name: str) -> None:
    assert back(PARCEL, name) == [kept(entry) for entry in ENTRIES]


@pytest.mark.parametrize("language", [item.code for item in LANGUAGES if item.code != "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_each_language_is_known_again(name: str, language: str) -> None:
    assert language_of(read(WRITERS[name](replace(PARCEL, language=language)))) == language


@settings(max_examples=60)
@given(source=PO_TEXT.filter(bool), target=PO_TEXT, note=PO_TEXT)
def test_any_text_travels_as_po(source: str, target: str, note: str) -> None:
    notes = (note.replace("\n", " "),)
    entry = replace(ENTRY, source=source, target=target, notes=notes, heading=source)
    assert back(Parcel("es", (entry, *ENTRIES[1:])), "po") == [kept(one) for one in (entry, *ENTRIES[1:])]


@settings(max_examples=60)
@given(source=XML_TEXT, target=XML_TEXT, note=XML_TEXT)
def test_any_text_travels_as_xliff(source: str, target: str, note: str) -> None:
    entry = replace(ENTRY, source=source, target=target, notes=(note,), heading=source, before=note)
    assert back(Parcel("es", (entry, *ENTRIES[1:])), "xlf") == [kept(one) for one in (entry, *ENTRIES[1:])]


def test_a_character_that_xml_cannot_hold_is_said_and_po_carries_it() -> None:
    odd = Parcel("es", (replace(ENTRY, target="a\x01b"),))
    with pytest.raises(FileRefused, match=r"sciatica/causes/heading.*U\+0001"):
        xliff.written(odd)
    assert back(odd, "po")[0][2] == "a\x01b"


def test_msgfmt_has_nothing_to_say(tmp_path: Path) -> None:
    file = tmp_path / "words.po"
    file.write_bytes(po.written(PARCEL))
    done = subprocess.run(
        [tool("gettext"), "-c", "-o", "/dev/null", file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", ["es", "zh-hans"])
def test_the_schema_of_xliff_has_nothing_to_say(tmp_path: Path, language: str) -> None:
    """The strict schema of OASIS, as it is."""
    schema = SCHEMA.read_text(encoding="utf-8").replace("http://www.w3.org/2001/xml.xsd", "xml.xsd")
    (tmp_path / "strict.xsd").write_text(schema, encoding="utf-8")
    (tmp_path / "xml.xsd").write_text(XML_ATTRIBUTES, encoding="utf-8")
    file = tmp_path / "words.xlf"
    file.write_bytes(xliff.written(replace(PARCEL, language=language)))
    judge = [tool("libxml2-utils"), "--nonet", "--noout", "--schema", str(tmp_path / "strict.xsd"), str(file)]
    done = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    file.write_bytes(file.read_bytes().replace(b"<body>", b"<body><target/>"))
    assert subprocess.run(judge, capture_output=True, check=False).returncode, "the schema judges something"


def test_an_agency_finds_in_it_what_it_needs() -> None:
    made = xliff.written(replace(PARCEL, language="zh-hans")).decode()
    assert 'target-language="zh-Hans"' in made
    assert 'state="needs-review-translation"' in made
    assert 'approved="yes"' in made
    assert 'maxwidth="200" size-unit="char"' in made
    assert "The source was: It was" in made
    gettext = po.written(PARCEL).decode()
    assert "#. Section “What causes it?”: heading." in gettext
    assert f"#. source-print: {PRINT}" in gettext
    assert re.search(r'#, fuzzy\n#\| msgid ""\n#\| "It was\\n"', gettext)
    assert gettext.count("fuzzy") == 1


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("charset=UTF-8", "charset=ISO-8859-1").encode("latin-1", "replace"),
    ],
    ids=["BOM", "UTF-16 with BOM", "UTF-16 without", "UTF-16 BE", "CRLF", "CR", "latin-1 declared"],
)  # fmt: skip
def test_po_is_read_in_the_encodings_of_the_world(encode: object) -> None:
    found = read(encode(po.written(PARCEL).decode()))  # type: ignore[operator]
    assert [entry.target for entry in found.entries] == [entry.target for entry in ENTRIES]


def test_xliff_is_read_in_the_encodings_of_the_world() -> None:
    text = xliff.written(PARCEL).decode()
    utf16 = text.replace("encoding='utf-8'", "encoding='utf-16'").encode("utf-16")
    latin = text.replace("encoding='utf-8'", "encoding='iso-8859-1'").encode("latin-1", "xmlcharrefreplace")
    for sent in (text.encode("utf-8-sig"), utf16, latin, text.replace("\n", "\r\n").encode()):
        assert [kept(entry) for entry in read(sent).entries] == [kept(entry) for entry in ENTRIES]


def test_fuzzy_and_obsolete_entries_are_known() -> None:
    text = po.written(PARCEL).decode()
    text += '\n#~ msgctxt "sciatica/old/heading"\n#~ msgid "Old"\n#~ msgstr "Antiguo"\n'
    found = read(text.encode())
    assert found.obsolete == 1
    assert [entry.unsure for entry in found.entries] == [False, False, True, False]


def test_inline_elements_of_a_program_are_read_as_their_words() -> None:
    made = xliff.written(PARCEL).decode()
    made = made.replace("¿Qué la causa?", '<mrk mtype="seg" mid="1">¿Qué</mrk> <g id="1">la</g> causa?')
    assert read(made.encode()).entries[0].target == "¿Qué la causa?"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("words.po", bytes(50_000_000))
    return out.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "empty": (b" \n", "empty"),
    "a zip bomb": (zipped(), "packed file"),
    "gzip": (gzip.compress(b"msgid"), "packed file"),
    "an old office document": (b"\xd0\xcf\x11\xe0" + bytes(99), "office document"),
    "billion laughs": (
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><xliff>&l9;</xliff>'.encode(),
        "entities of its own",
    ),
    "a file of the server": (
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xliff>&f;</xliff>',
        "entities",
    ),
    "a DTD from elsewhere": (
        b'<!DOCTYPE xliff SYSTEM "http://example.org/x.dtd"><xliff/>',
        "entities of its own",
    ),
    "a web page": (b"<html><body>words</body></html>", "no XLIFF"),
    "XLIFF 2": (b'<xliff version="2.0"/>', "XLIFF 2.0"),
    "half a file": (xliff.written(PARCEL)[:900], "broken"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><xliff/>', "encoding|broken"),
    "two languages": (
        b'<xliff><file target-language="es"/><file target-language="de"/></xliff>',
        "one language",
    ),
    "deep": (b"<xliff>" + b"<g>" * 2_000_000, "more than any"),
    "one endless tag": (b"<xliff " + b'a="b" ' * 50_000 + b"/>", "more than any"),
    "wide": (b"<xliff>" + b"<g/>" * 2_000_000, "more than any"),
    "no PO": (b"Dear Sir or Madam", "line 1"),
    "a broken PO": (po.written(PARCEL).replace(b'msgstr "Viejo"', b'msgstr "Vie"jo"'), "see line"),
    "a PO without a language": (
        b'msgid ""\nmsgstr ""\n\nmsgctxt "a"\nmsgid "b"\nmsgstr "c"\n',
        "does not say its language",
    ),
    "the name of a file": (b"/etc/passwd", "line 1"),
    "other bytes than said": (po.written(PARCEL).replace("é".encode(), b"\xff"), "UTF-8"),
    "a strange charset": (b'"Content-Type: text/plain; charset=unicode_escape\\n"', "not known here"),
    "far too many texts": (po.written(Parcel("es", ENTRIES[:1] * 10_001)), "more than any"),
    "a text that fills a book": (
        xliff.written(Parcel("es", (replace(ENTRY, target="a" * 100_001),))),
        "more than any",
    ),
    "notes without end": (b'msgid ""\nmsgstr ""\n\n' + b"#. a\n\n" * 500_000, "more than any"),
    "a text without end": (b'msgid ""\nmsgstr ""\n' + b'"a"\n' * 500_000, "more than any"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_is_no_file_of_ours_is_refused_in_words(name: str) -> None:
    sent, said = HOSTILE[name]
    with pytest.raises(FileRefused, match=said):
        read(sent)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.po"
    with large.open("wb") as out:
        out.truncate(50 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(FileRefused, match="10 MB"):
        read_path(large)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    with pytest.raises(FileRefused, match="10 MB"):
        read(bytes(MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("damaged", "source", "meant"),
    [
        ("“Dolor de pierna”", "Leg pain", "Dolor de pierna"),
        ('"Diga ""no"" ya"', "Say “no” now", 'Diga "no" ya'),
        ("„Beinschmerz“", "Leg pain", "Beinschmerz"),
        ("  Dolor \u00a0", "Pain", "Dolor"),
        ("\ufeffDolor", "Pain", "Dolor"),
        ("Uno_x000D_\nDos", "One\nTwo", "Uno\nDos"),
        ("Uno\\n\\n- Dos", "One\n\n- Two", "Uno\n\n- Dos"),
        ("-\u00a0Uno\n1.\u00a0Dos", "- One\n1. Two", "- Uno\n1. Dos"),
        ("Dolor\u00a0de\u00a0la\u00a0pierna", "Leg pain", "Dolor de la pierna"),
    ],
)
def test_what_a_spreadsheet_did_is_put_right(damaged: str, source: str, meant: str) -> None:
    assert mended(damaged, source) == meant
    assert mended(meant, source) == meant


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“No”", "“No”"),
        ("“Uno” o “dos”", "One or two"),
        ("Où avez-vous mal\u00a0?", "Where does it hurt?"),
        ("Escriba \\n aquí", "Write \\n here"),
    ],
)
def test_what_may_be_meant_stays(text: str, source: str) -> None:
    assert mended(text, source) == text
