"""The board of an article: every unit in every language, its state, what waits for whom, and which reviews fall due.

Where a text stands, `prints` reads; what a state is, `states.state` decides; who may do what, `access`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Article, Weight
from education.review.prints import Name, Prints, Wording, read_names, read_prints
from education.review.states import State
from education.text.languages import SOURCE

DAYS_AHEAD = 60
"""A review counts as due so many days before its date."""

TO_WRITE = frozenset({State.MISSING, State.DRAFT, State.OUTDATED, State.WITHDRAWN})
TO_SIGN = frozenset({State.AWAITING, State.OUTDATED})
"""Outdated words wait for both: a translator mends them, a reviewer may find them still correct."""


class Cell(NamedTuple):
    """One unit in one language."""

    language: str
    state: State
    safety: bool
    words: Wording
    """What lies on the desk."""
    source: Wording
    """What the words are held against; in the source language, themselves."""
    review: str
    """Of what is signed: "due" or "overdue", else empty."""

    @property
    def has_source(self) -> bool:
        """Is there a source wording to work from? Where it is withdrawn or missing, a translation waits for nobody."""
        return bool(self.source.print) or self.language == SOURCE

    def waits_for(self, person: Person, states: Collection[State]) -> bool:
        """Is it this person's turn? `states` are those of `states_waiting_for`. Safety text is not signed by its writer."""
        if self.state not in states or not self.has_source:
            return False
        return not (self.state == State.AWAITING and self.safety and self.words.writer == person.pk)


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in all languages of the board, in their order."""

    key: str
    heading: str
    kind: str
    weight: str
    calls: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Pile:
    """What waits for one person, as numbers of texts."""

    person: Person
    write: int
    sign: int
    due: int
    overdue: int

    @property
    def total(self) -> int:
        return self.write + self.sign + self.due + self.overdue


@dataclass(frozen=True)
class Board:
    article: Article
    languages: tuple[str, ...]
    rows: tuple[Row, ...]

    @cached_property
    def states(self) -> dict[str, Counter[State]]:
        """Language → how many units are in which state."""
        found: dict[str, Counter[State]] = {code: Counter() for code in self.languages}
        for cell in self._cells():
            found[cell.language][cell.state] += 1
        return found

    @cached_property
    def reviews(self) -> dict[str, Counter[str]]:
        """Language → how many signed texts are "due" and "overdue"."""
        found: dict[str, Counter[str]] = {code: Counter() for code in self.languages}
        for cell in self._cells():
            if cell.review:
                found[cell.language][cell.review] += 1
        return found

    def pile_of(self, person: Person, only: Collection[str] | None = None) -> Pile:
        """What waits for a person, in these languages only if any are named. Counted from sums: many people cost little."""
        codes = [code for code in self.languages if only is None or code in only]
        write = sum(self._in(code, TO_WRITE) for code in codes if access.is_writer(person, code))
        signed = [code for code in codes if access.may_sign(person, code)]
        sign = sum(self._in(code, {State.AWAITING}) - self._own[code, person.pk] for code in signed)
        sign += sum(self._in(code, {State.OUTDATED}) for code in signed if not access.is_writer(person, code))
        due, overdue = (sum(self.reviews[code][kind] for code in signed) for kind in ("due", "overdue"))
        return Pile(person, write, sign, due, overdue)

    def _in(self, language: str, states: Collection[State]) -> int:
        return sum(self._workable[language][one] for one in states)

    @cached_property
    def _workable(self) -> dict[str, Counter[State]]:
        found: dict[str, Counter[State]] = defaultdict(Counter)
        for cell in self._cells():
            found[cell.language][cell.state] += cell.has_source
        return found

    @cached_property
    def _own(self) -> Counter[tuple[str, int | None]]:
        """(language, person id) → safety texts that wait for a signature and were written by this very person."""
        return Counter(
            (cell.language, cell.words.writer)
            for cell in self._cells()
            if cell.safety and cell.has_source and cell.state == State.AWAITING
        )

    def _cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells)


def states_waiting_for(person: Person, language: str) -> frozenset[State]:
    """The states in which texts of a language wait for this person."""
    write = TO_WRITE if access.is_writer(person, language) else frozenset()
    return write | TO_SIGN if access.may_sign(person, language) else write


def board_of(article: Article, languages: Sequence[str], today: date) -> Board:
    """The board in these languages: four queries."""
    prints = read_prints(article, languages)
    rows = tuple(_row(name, languages, prints, today) for name in read_names(article))
    return Board(article, tuple(languages), rows)


def _row(name: Name, languages: Sequence[str], prints: Prints, today: date) -> Row:
    source = prints.source(name.unit)
    cells = tuple(_cell(name, code, source, prints, today) for code in languages)
    return Row(name.key, name.heading, name.kind, name.weight, name.calls, cells)


def _cell(name: Name, language: str, source: Wording, prints: Prints, today: date) -> Cell:
    words = prints.words(name.unit, language)
    beside = words if language == SOURCE else source
    found = prints.state(name.unit, language, beside)
    review = _review(prints.next_review(name.unit, language), today)
    return Cell(language, found, name.weight == Weight.SAFETY, words, beside, review)


def _review(day: date | None, today: date) -> str:
    if day is None:
        return ""
    if day < today:
        return "overdue"
    return "due" if day <= today + timedelta(days=DAYS_AHEAD) else ""
