"""A file that somebody sent, from bytes to entries: what it is by its first bytes, in which encoding, and how large it may be.

Whatever is in it, it is refused in a sentence or read; nothing of it is unpacked.
"""

import codecs
import re
from pathlib import Path

from django.utils.translation import gettext as _

from education.exchange.travelling import po, xliff
from education.exchange.travelling.entries import MOST_ENTRIES, FileRefused, Parcel
from education.text.languages import LANGUAGES, SOURCE, nearest

MOST_BYTES = 10 * 1024 * 1024
LONGEST_TEXT = 100_000
"""Characters of one field: more than any page of it could show, and little enough to be checked."""
PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
)
OFFICE = b"\xd0\xcf\x11\xe0"
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
ENCODINGS = re.compile(
    r"utf-8|utf-16(-[lb]e)?|ascii|iso8859-\d+|cp125\d|koi8-[ru]|gb18030|gbk|gb2312|big5|mac-\w+"
)
"""By Python's names. Others stay out: some that Python knows are no encodings of texts, or take very long."""


def read(sent: bytes) -> Parcel:
    """Raises FileRefused."""
    refuse_large(len(sent))
    if not sent.strip(b"\0 \t\r\n"):
        raise FileRefused(_("The file is empty."))
    if sent.startswith(PACKED) or sent.startswith(OFFICE):
        raise FileRefused(
            _("This is a packed file or an office document. Unpack it, and send the PO or XLIFF file itself.")
        )
    parcel = xliff.read(sent) if _is_xml(sent) else po.read(_text(sent))
    longest = max((max(len(entry.source), len(entry.target)) for entry in parcel.entries), default=0)
    if len(parcel.entries) > MOST_ENTRIES or longest > LONGEST_TEXT:
        raise FileRefused(_("The file holds more than any file of words for translators would."))
    return parcel


def read_path(path: Path) -> Parcel:
    """The same from a file on this computer. Raises FileRefused, OSError."""
    refuse_large(path.stat().st_size)
    return read(path.read_bytes())


def refuse_large(size: int) -> None:
    if size > MOST_BYTES:
        raise FileRefused(_("The file is larger than 10 MB. The words of an article are much smaller."))


def language_of(parcel: Parcel) -> str:
    """Code of the language that the file is in. Raises FileRefused where it is none that is translated into here."""
    code = nearest(
        parcel.language.replace("_", "-"), [item.code for item in LANGUAGES if item.code != SOURCE]
    )
    if code is None:
        raise FileRefused(
            _("The file says that it is in “%(tag)s”. The article is not translated into that here.")
            % {"tag": parcel.language[:40]}
        )
    return code


def _is_xml(sent: bytes) -> bool:
    return sent[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _text(sent: bytes) -> str:
    encoding = _encoding(sent)
    try:
        return sent.decode(encoding)
    except UnicodeError:
        raise FileRefused(
            _("The file is not in the encoding that it names (%(encoding)s). Save it as UTF-8.")
            % {"encoding": encoding.removesuffix("-sig").upper()}
        ) from None


def _encoding(sent: bytes) -> str:
    """By its BOM, by the NUL bytes of UTF-16, or by what the head of the file says; UTF-8 where it says nothing."""
    for bom, encoding in BOMS.items():
        if sent.startswith(bom):
            return encoding
    if sent[1:2] == b"\0":
        return "utf-16-le"
    if sent[:1] == b"\0":
        return "utf-16-be"
    named = CHARSET.search(sent)
    name = named[1].decode("ascii") if named else "utf-8"
    try:
        known = codecs.lookup("utf-8" if name == "CHARSET" else name).name
    except LookupError:
        known = ""
    if not ENCODINGS.fullmatch(known):
        raise FileRefused(_("The file names an encoding that is not known here. Save it as UTF-8."))
    return known
