"""What travels to a translator and back: one entry for each field of a unit, with what ties it to the words it was made from.

Plain values. Which texts leave is decided in `leaving`, what becomes of those that return in `judging`; `po` and `xliff` write
and read the files.
"""

import re
from dataclasses import dataclass

from education.review.refusals import Refused

MOST_ENTRIES = 10_000
"""In one file, those that are not read included."""
SOURCE_PRINT, TARGET_PRINT, NONE = "source-print", "words-print", "none"
"""Names of the marks in the files, and the word for “there were no words”."""
PRINT = re.compile(r"\s*([0-9a-f]{64}|none)\b")


class FileRefused(Refused):
    """The file as a whole cannot be used. Nothing was changed."""


@dataclass(frozen=True)
class Entry:
    """One field of one unit. Notes and what follows them are for people and tools, and are not read back."""

    id: str
    """“article/unit key/field”"""
    source: str
    target: str = ""
    source_print: str | None = None
    """Fingerprint of the unit's source words when the file was made; none: the mark was lost on the way."""
    target_print: str | None = None
    """The same of the words that lay on the desk then; empty: there were none."""
    unsure: bool = False
    """The translator's program says that the words still need work (“fuzzy”)."""
    notes: tuple[str, ...] = ()
    state: str = ""
    """Of the unit when it left."""
    heading: str = ""
    before: str = ""
    """The source words that the words here were made from, where they are others today."""
    longest: int | None = None
    """Characters that fit."""


@dataclass(frozen=True)
class Parcel:
    """The entries of one article in one language."""

    language: str
    """As the file says it; a code of ours where we made it."""
    entries: tuple[Entry, ...]
    obsolete: int = 0
    """Entries that the translator's program had put out of use. They are not read."""


def mark(name: str, value: str | None) -> str:
    return f"{name}: {value or NONE}"


def marks_in(text: str) -> tuple[str | None, str | None]:
    """Prints of the source and of the words, from the notes of an entry; none where a mark is lost."""
    return _marked(SOURCE_PRINT, text), _marked(TARGET_PRINT, text)


def _marked(name: str, text: str) -> str | None:
    _before, found, rest = text.partition(f"{name}:")
    match = PRINT.match(rest) if found else None
    if match is None:
        return None
    return "" if match[1] == NONE else match[1]
