"""The board of an article: every unit in every language, its state, what waits for whom, and which reviews fall due.

Reads prints and numbers, no words but the headings: four queries, whatever the number of units and languages. What a state
is, `states.state` decides; who may do what, `access`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Max, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from education.clinics import access
from education.clinics.models import Person
from education.content.models import KINDS, Article, Unit, Weight
from education.review.models import Approval, Revision, Submission
from education.review.states import Request, Signature, State, current_source, state
from education.text.languages import BY_CODE, SOURCE

DAYS_AHEAD = 60
"""A review counts as due so many days before its date."""

TO_WRITE = frozenset({State.MISSING, State.DRAFT, State.OUTDATED, State.WITHDRAWN})
TO_SIGN = frozenset({State.AWAITING, State.OUTDATED})
"""Outdated words wait for both: a translator mends them, a reviewer may find them still correct."""

Place = tuple[int, str]
"""Unit id, language."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit in one language."""

    language: str
    state: State
    safety: bool
    has_source: bool
    """Is there a source wording to work from? Where it is withdrawn or missing, a translation waits for nobody."""
    writer: int | None
    """Id of the person whose words lie on the desk."""
    review: str
    """Of what is signed: "due" or "overdue", else empty."""

    def waits_for(self, person: Person, states: Collection[State]) -> bool:
        """Is it this person's turn? `states` are those of `states_waiting_for`. Safety text is not signed by its writer."""
        if self.state not in states or not self.has_source:
            return False
        return not (self.state == State.AWAITING and self.safety and self.writer == person.pk)


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in all languages of the board, in their order."""

    key: str
    heading: str
    kind: str
    weight: str
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
            (cell.language, cell.writer)
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
    """The board in these languages, reading their prints at once: four queries."""
    codes = {*languages, SOURCE}
    prints = _Prints(_desks(article, codes), _shelf(article, codes), _requests(article, codes), today)
    rows = [
        Row(key, heading, kind, weight, tuple(prints.cell(pk, code, weight) for code in languages))
        for pk, key, kind, weight, heading in _units(article)
    ]
    return Board(article, tuple(languages), tuple(rows))


@dataclass(frozen=True)
class _Prints:
    """All that states follow from, by unit and language."""

    desks: dict[Place, tuple[str, int | None]]
    """Print, id of the writer."""
    shelf: dict[Place, tuple[Signature, date | None]]
    """Newest signature, date of its next review."""
    requests: dict[Place, list[Request]]
    today: date

    def cell(self, unit: int, language: str, weight: str) -> Cell:
        place = (unit, language)
        desk, writer = self.desks.get(place, ("", None))
        signature, _next = self.shelf.get(place, (None, None))
        source = desk if language == SOURCE else self._source(unit)
        found = state(desk, source, signature, self.requests.get(place, ()))
        has_source = bool(source) or language == SOURCE
        return Cell(language, found, weight == Weight.SAFETY, has_source, writer, self._review(place))

    def _source(self, unit: int) -> str:
        desk, _writer = self.desks.get((unit, SOURCE), ("", None))
        return current_source(desk, self.shelf.get((unit, SOURCE), (None, None))[0])

    def _review(self, place: Place) -> str:
        signature, day = self.shelf.get(place, (None, None))
        if signature is None or signature.withdrawn or day is None:
            return ""
        if day < self.today:
            return "overdue"
        return "due" if day <= self.today + timedelta(days=DAYS_AHEAD) else ""


def _units(article: Article) -> Iterable[tuple[int, str, str, str, str]]:
    """Id, key, kind, weight and heading in the source language (else the key), in reading order."""
    first = [
        NullIf(Cast(f"{kind._meta.model_name}__{kind.FIELDS[0]}_{BY_CODE[SOURCE].column}", TextField()), Value(""))
        for kind in KINDS.values()
    ]  # fmt: skip
    heading = Coalesce(*first, Cast(F("key"), TextField()), output_field=TextField())
    units = Unit.objects.filter(article=article).annotate(heading=heading).order_by("position", "pk")
    return units.values_list("pk", "key", "kind", "weight", "heading")


def _desks(article: Article, languages: Collection[str]) -> dict[Place, tuple[str, int | None]]:
    appended = Revision.objects.filter(unit__article=article, language__in=languages)
    found = _newest(appended, "unit", "language").values_list("unit_id", "language", "fingerprint", "by_id")
    return {(unit, language): (print_, writer) for unit, language, print_, writer in found}


def _shelf(article: Article, languages: Collection[str]) -> dict[Place, tuple[Signature, date | None]]:
    appended = Approval.objects.filter(edition__article=article, edition__language__in=languages)
    found = _newest(appended, "unit", "edition__language").values_list(
        "unit_id", "edition__language", "revision__fingerprint", "source_fingerprint", "edition__number",
        "withdrawn", "edition__next_review",
    )  # fmt: skip
    return {
        (unit, language): (Signature(words, source, edition, withdrawn), day)
        for unit, language, words, source, edition, withdrawn, day in found
    }


def _requests(article: Article, languages: Collection[str]) -> dict[Place, list[Request]]:
    asked = Submission.objects.filter(revision__unit__article=article, revision__language__in=languages)
    found: dict[Place, list[Request]] = defaultdict(list)
    for unit, language, words, source, after in asked.values_list(
        "revision__unit_id", "revision__language", "revision__fingerprint", "source_fingerprint", "after_edition",
    ):  # fmt: skip
        found[unit, language].append(Request(words, source, after))
    return found


def _newest(appended: QuerySet[Any], *each: str) -> QuerySet[Any]:
    """The newest row for each unit and language. Rows are only ever appended, so it has the highest id."""
    newest = appended.order_by().values(*each).annotate(newest=Max("id")).values("newest")
    found: QuerySet[Any] = appended.model._default_manager.filter(pk__in=newest)
    return found
