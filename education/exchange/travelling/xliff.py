"""Words for translators as XLIFF 1.2: written by the standard library, read by defusedxml, which refuses entities and DTDs.

Decides nothing about what is in it. A target is read as the words in it, whatever inline elements a program put around them.
"""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET  # nosec B405

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from education.exchange.travelling.entries import (
    SOURCE_PRINT,
    TARGET_PRINT,
    Entry,
    FileRefused,
    Parcel,
    mark,
    marks_in,
)
from education.review.states import State
from education.text.languages import SOURCE

# ElementTree only writes here, and names what defusedxml read.
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
VERSION = "1.2"
STATES = {
    State.MISSING: "needs-translation",
    State.OUTDATED: "needs-translation",
    State.WITHDRAWN: "needs-translation",
    State.DRAFT: "needs-review-translation",
    State.AWAITING: "translated",
    State.SIGNED: "signed-off",
}
DEEPEST, MOST_ELEMENTS = 40, 200_000
ENDLESS_TAG = re.compile(rb"<[^<>]{100000}")
"""It comes in pieces, and the parser begins it anew with each."""
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def written(parcel: Parcel) -> bytes:
    """The file, UTF-8. Raises FileRefused where words hold a character that no XML may hold."""
    root = ET.Element("xliff", {"version": VERSION, "xmlns": NAMESPACE})
    original = parcel.entries[0].id.split("/")[0] if parcel.entries else "article"
    language = language_tag(parcel.language)
    file = ET.SubElement(
        root, "file", {
            "original": original, "datatype": "plaintext", "source-language": SOURCE, "target-language": language,
        },
    )  # fmt: skip
    ET.SubElement(
        ET.SubElement(file, "header"), "note"
    ).text = "Words for translators. Please leave the ids, the sources and the context groups as they are."
    body = ET.SubElement(file, "body")
    for entry in parcel.entries:
        _refuse_unwritable(entry)
        _write_entry(body, entry, language)
    ET.indent(root, " ")
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def read(sent: bytes) -> Parcel:
    """Raises FileRefused."""
    if ENDLESS_TAG.search(sent):
        raise _more_than_any()
    languages: set[str] = set()
    entries: list[Entry] = []
    for element in _elements(sent):
        name = _name(element)
        if name == "xliff" and element.get("version", VERSION) != VERSION:
            raise FileRefused(
                _("This is XLIFF %(version)s. Please save it as XLIFF 1.2, as it was sent.")
                % {"version": element.get("version", "")[:10]}
            )
        if name == "file":
            languages.add(element.get("target-language", "").strip())
        if name == "trans-unit":
            entries.append(_read_entry(element))
            element.clear()
    if len(languages) != 1 or not all(languages):
        raise FileRefused(_("The file does not say one language for all its texts (“target-language”)."))
    return Parcel(languages.pop(), tuple(entries))


def language_tag(code: str) -> str:
    """A code of ours as BCP 47 writes it: zh-Hans."""
    language, *more = code.split("-")
    return "-".join([language, *(part.title() if len(part) == 4 else part.upper() for part in more)])


def _write_entry(body: ET.Element, entry: Entry, language: str) -> None:
    facts = {"id": entry.id, "resname": entry.heading, "xml:space": "preserve"}
    if entry.longest:
        facts |= {"maxwidth": str(entry.longest), "size-unit": "char"}
    if entry.state == State.SIGNED:
        facts["approved"] = "yes"
    unit = ET.SubElement(body, "trans-unit", facts)
    ET.SubElement(unit, "source", {"xml:lang": SOURCE}).text = entry.source
    state = STATES.get(State(entry.state)) if entry.state else "new"
    target = {"xml:lang": language, "state": state or "new"}
    ET.SubElement(unit, "target", target).text = entry.target
    group = ET.SubElement(unit, "context-group", {"purpose": "information"})
    for name, value in ((SOURCE_PRINT, entry.source_print), (TARGET_PRINT, entry.target_print)):
        ET.SubElement(group, "context", {"context-type": f"x-{name}"}).text = mark(name, value)
    for note in entry.notes:
        ET.SubElement(unit, "note", {"from": "developer"}).text = note
    if entry.before:
        ET.SubElement(unit, "note", {"annotates": "source"}).text = f"The source was: {entry.before}"


def _refuse_unwritable(entry: Entry) -> None:
    found = NOT_XML.search("\n".join([entry.source, entry.target, entry.heading, entry.before, *entry.notes]))
    if found:
        raise FileRefused(
            _(
                "“%(place)s” holds a character that XLIFF cannot carry (U+%(code)s). Delete it there, or take the PO file."
            )
            % {"place": entry.id, "code": f"{ord(found[0]):04X}"}
        )


def _elements(sent: bytes) -> Iterator[ET.Element]:
    """Elements as they end, the root also as it begins; refuses what is no file of ours before it takes memory."""
    depth = count = 0
    try:
        for event, element in iterparse(io.BytesIO(sent), events=("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                yield element
                continue
            depth, count = depth + 1, count + 1
            if count == 1:
                _refuse_another_root(element)
                yield element
            if depth > DEEPEST or count > MOST_ELEMENTS:
                raise _more_than_any()
    except DefusedXmlException:
        raise FileRefused(
            _(
                "The file holds a document type or entities of its own. Such files can do harm and are not read."
            )
        ) from None
    except ET.ParseError as failure:
        raise FileRefused(
            _("The file is broken: it is no XML from line %(line)s on.") % {"line": failure.position[0]}
        ) from None
    except (ValueError, LookupError):
        raise FileRefused(_("The file names an encoding that is not known here. Save it as UTF-8.")) from None


def _more_than_any() -> FileRefused:
    return FileRefused(_("The file holds more than any file of words for translators would."))


def _refuse_another_root(root: ET.Element) -> None:
    if _name(root) != "xliff":
        raise FileRefused(_("This is XML, but no XLIFF. Send the XLIFF or PO file that was exported here."))


def _read_entry(unit: ET.Element) -> Entry:
    parts = {_name(part): part for part in reversed(unit)}
    marks = " ".join("".join(part.itertext()) for part in unit if _name(part) == "context-group")
    source, words = marks_in(marks)
    return Entry(unit.get("id", ""), _text(parts.get("source")), _text(parts.get("target")), source, words)


def _text(element: ET.Element | None) -> str:
    return "" if element is None else "".join(element.itertext())


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
