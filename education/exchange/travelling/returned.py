"""One unit as it came back in a file: its entries put together to words, and the reasons against taking them.

Reads nothing but what it is given. Which reason is told first is decided in `judging`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from education.exchange.travelling.entries import Entry
from education.exchange.travelling.mending import mended
from education.review.readers import Standing
from education.text.fingerprint import Words, fingerprint, normalise, normalised


@dataclass(frozen=True)
class Returned:
    standing: Standing
    entries: Sequence[Entry]
    """All of this unit, in the order of the file."""

    @cached_property
    def texts(self) -> dict[str, str]:
        """Field → text as the file has it, damage put right; empty texts left out."""
        found = {_field(entry): self._text(entry) for entry in self.entries}
        return {field: text for field, text in found.items() if text}

    @cached_property
    def words(self) -> Words:
        """What would lie on the desk: the texts of the file, and what has no source words and so did not travel."""
        stayed = {
            field: text
            for field, text in self.standing.desk.items()
            if field not in self.standing.source_words and field not in self.texts
        }
        return normalised({**stayed, **self.texts})

    @property
    def is_same(self) -> bool:
        return fingerprint(self.words) == self.standing.desk_print

    @property
    def was_damaged(self) -> bool:
        return any(self.texts.get(_field(entry), "") != normalise(entry.target) for entry in self.entries)

    @property
    def has_moved(self) -> bool:
        """Did somebody write here since the file was made?"""
        return self.standing.desk_print not in {entry.target_print for entry in self.entries}

    @property
    def stands_twice(self) -> bool:
        """With different words, that is."""
        return len({(_field(entry), self._text(entry)) for entry in self.entries}) > len(
            {_field(entry) for entry in self.entries}
        )

    def reasons(self) -> Iterator[str]:
        """Why the file itself does not allow the words to be taken, the weightiest reason first."""
        if self.stands_twice:
            yield _("The text stands in the file more than once, with different words.")
        if any(entry.unsure for entry in self.entries):
            yield _(
                "The translator's program marks it as unsure (“fuzzy”). Take the mark away once it is checked."
            )
        yield from self._reasons_of_marks()
        lacking = [name for name in self.standing.source_words if name not in self.texts]
        if lacking:
            yield _("A text is taken whole, and these fields are missing or empty: %(fields)s.") % {
                "fields": ", ".join(str(self.standing.unit.column(name).verbose_name) for name in lacking)
            }

    def _reasons_of_marks(self) -> Iterator[str]:
        sources = {entry.source_print for entry in self.entries}
        marks = sources | {entry.target_print for entry in self.entries}
        if None in marks:
            yield _(
                "The marks of this text (source-print, words-print) were lost on the way. Export it anew."
            )
        elif len({(entry.source_print, entry.target_print) for entry in self.entries}) > 1:
            yield _("Its fields come from two different exports.")
        elif sources != {self.standing.source_print} or not self.standing.source_print:
            yield _(
                "The source has changed since the file was made. Export it anew; the translation is still in your file."
            )
        elif any(not self._has_source(entry) for entry in self.entries):
            yield _(
                "The source words in the file are not those that were sent. Are the rows still in their places?"
            )

    def _has_source(self, entry: Entry) -> bool:
        wanted = self.standing.source_words.get(_field(entry), "")
        return normalise(entry.source) == wanted or mended(entry.source, wanted) == wanted

    def _text(self, entry: Entry) -> str:
        """Words that lie here already came back as they were sent: nothing about them needs to be mended."""
        text = normalise(entry.target)
        if text == self.standing.desk.get(_field(entry), ""):
            return text
        return mended(entry.target, self.standing.source_words.get(_field(entry), ""))


def _field(entry: Entry) -> str:
    return entry.id.rpartition("/")[2]
