"""Words for translators as a gettext PO file, written and read by polib. Decides nothing about what is in it."""

import io
import re
import tempfile
from collections.abc import Iterator

import polib
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from education.exchange.travelling.entries import (
    MOST_ENTRIES,
    SOURCE_PRINT,
    TARGET_PRINT,
    Entry,
    FileRefused,
    Parcel,
    mark,
    marks_in,
)
from education.review.states import State

MOST_LINES, MOST_CHARACTERS = 4000, 400_000
"""Of one entry: polib joins line to line, which takes ever longer for an entry without end."""
LINE = re.compile(r"line (\d+)")


def written(parcel: Parcel) -> bytes:
    """The file, UTF-8. `msgfmt -c` has nothing to say about it."""
    # Nothing is wrapped: a mark must stand on one line.
    file = polib.POFile(wrapwidth=0)
    file.header = (
        "Words for translators. Please leave msgctxt, msgid and the lines with “-print” as they are."
    )
    now = timezone.localtime().strftime("%Y-%m-%d %H:%M%z")
    locale = to_locale(parcel.language)
    file.metadata = {
        "Project-Id-Version": "patient education", "POT-Creation-Date": now, "PO-Revision-Date": now,
        "Last-Translator": "nobody yet", "Language-Team": locale, "Language": locale, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
    }  # fmt: skip
    file.extend(_entry(entry) for entry in parcel.entries)
    return f"{file}\n".encode()


def read(text: str) -> Parcel:
    """Raises FileRefused."""
    _refuse_endless(text)
    file = _parsed(text)
    language = file.metadata.get("Language", "").strip()
    if not language:
        raise FileRefused(
            _(
                "The file does not say its language. The line “Language:” must stand at its head, as it was sent."
            )
        )
    return Parcel(language, tuple(_entries(file)), obsolete=len(file.obsolete_entries()))


def _entry(entry: Entry) -> polib.POEntry:
    notes = [
        *entry.notes,
        mark(SOURCE_PRINT, entry.source_print),
        mark(TARGET_PRINT, entry.target_print),
    ]
    return polib.POEntry(
        msgctxt=entry.id,
        msgid=entry.source,
        msgstr=entry.target,
        comment="\n".join(notes),
        flags=["fuzzy"] if entry.state == State.OUTDATED and entry.target else [],
        previous_msgid=entry.before or None,
    )


def _entries(file: polib.POFile) -> Iterator[Entry]:
    for entry in file:
        if entry.obsolete:
            continue
        source, words = marks_in(entry.comment)
        yield Entry(entry.msgctxt or "", entry.msgid, entry.msgstr, source, words, unsure=entry.fuzzy)


def _parsed(text: str) -> polib.POFile:
    # By a file of our own: polib takes a text that names a file for the name of that file.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".po") as kept:
        kept.write(text)
        kept.flush()
        try:
            file: polib.POFile = polib.pofile(kept.name, encoding="utf-8")
        except (OSError, ValueError, IndexError) as failure:
            place = LINE.search(str(failure))
            raise FileRefused(
                _("The file is no PO file that can be read: see line %(line)s.")
                % {"line": place[1] if place else "1"}
            ) from None
    return file


def _refuse_endless(text: str) -> None:
    """By the lines between one `msgstr` and the next: more of them than any entry has, or more entries than any file."""
    lines = characters = entries = 0
    for line in io.StringIO(text, newline=None):
        lines, characters = lines + 1, characters + len(line)
        if line.strip().removeprefix("#~").lstrip().startswith("msgstr"):
            lines, characters, entries = 0, len(line), entries + 1
        if lines > MOST_LINES or characters > MOST_CHARACTERS or entries > MOST_ENTRIES:
            raise FileRefused(_("The file holds more than any file of words for translators would."))
