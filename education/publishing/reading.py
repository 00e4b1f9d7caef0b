"""One reading of an article: whose words, which language, which notice, for each unit. Every outlet prints this object.

`read_article` looks the shelf up, asks the public rule unit by unit, and arranges the answers as a page needs them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.utils import translation

from education.clinics.brand import Brand, brand_of
from education.clinics.models import Clinic
from education.content.models import Article, Citation, Placement, RedFlag, Section, Unit, Urgency
from education.publishing.notices import notice
from education.publishing.passages import (
    CareCard,
    Entry,
    Notice,
    Part,
    Passage,
    Printed,
    Record,
    Sign,
    sources_of,
)
from education.publishing.record import record_of
from education.publishing.rule import Choice, Mark, NoticeKind, choose, choose_source
from education.publishing.shelf import Shelf, shelf_of
from education.publishing.stock import stock_of
from education.text.fingerprint import Words, fingerprint
from education.text.languages import BY_CODE, SOURCE, Language

IN_TEXT = {Placement.PART, Placement.SIGNS}


@dataclass(frozen=True)
class Reading(Printed):
    """An article as one reader sees it. `live` names the languages that readers are offered."""

    article: str
    clinic: Clinic
    brand: Brand
    language: Language
    live: tuple[str, ...]
    entries: dict[str, Entry]
    """Every unit that is shown, by key, in reading order."""
    parts: tuple[Part, ...]
    cards: tuple[CareCard, ...]
    placed: dict[str, Entry]
    """The special sections by placement: title, glance, strip, purpose."""
    notices: tuple[Notice, ...]
    """What holds for every word of the page and is therefore said once."""
    record: Record
    has_quiz: bool = False

    @property
    def is_public(self) -> bool:
        return self.language.code in self.live

    @property
    def title(self) -> Entry | None:
        return self.placed.get(Placement.TITLE)

    @property
    def glance(self) -> Entry | None:
        return self.placed.get(Placement.GLANCE)

    @property
    def strip(self) -> Entry | None:
        return self.placed.get(Placement.STRIP)

    @property
    def purpose(self) -> Entry | None:
        return self.placed.get(Placement.PURPOSE)

    @property
    def citations(self) -> list[Citation]:
        """Every source of what is shown."""
        return sources_of(self.entries.values())

    @property
    def glossary(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.kind == "term"]

    @property
    def glossary_citations(self) -> list[Citation]:
        return sources_of(self.glossary)


def read_article(
    article: Article, clinic: Clinic, language: str, *, preview: bool = False, quiz: bool = False
) -> Reading:
    """The article for readers of one language of one clinic; with `preview`, desk words stand in for signed ones, marked.

    With `quiz`, the questions are among the entries.
    """
    return read_shelf(shelf_of(stock_of(article, clinic, quiz=quiz), language), preview=preview)


def read_shelf(shelf: Shelf, *, preview: bool = False) -> Reading:
    """The same from a shelf that is read already."""
    return arranged(shelf, {unit.key: _choice(shelf, unit, preview=preview) for unit in shelf.units})


def arranged(shelf: Shelf, choices: Mapping[str, Choice]) -> Reading:
    """The words chosen (unit key → choice), in the order and under the headings of a page, with what must be said of them in
    the language of the shelf, whatever language the server is speaking."""
    with translation.override(shelf.language):
        return _arranged(shelf, choices)


def _arranged(shelf: Shelf, choices: Mapping[str, Choice]) -> Reading:
    clinic = shelf.stock.clinic
    shared = _shared_marks(choices.values())
    kinds = {unit.key: unit.kind for unit in shelf.units}
    passage = partial(Passage, variables=clinic.variables(shelf.language), kinds=kinds)
    entries = {unit.key: _entry(shelf, unit, choices[unit.key], passage, shared) for unit in shelf.units}
    shown = {key: entry for key, entry in entries.items() if entry.is_shown}
    sections = [unit for unit in shelf.units if isinstance(unit, Section)]
    return Reading(
        article=shelf.stock.article.key,
        clinic=clinic,
        brand=brand_of(clinic, shelf.language),
        language=BY_CODE[shelf.language],
        live=shelf.stock.live,
        entries=shown,
        parts=_parts(sections, shown),
        cards=_cards(shelf.units, shown),
        placed={
            unit.placement: shown[unit.key]
            for unit in sections
            if unit.placement not in IN_TEXT and unit.key in shown
        },
        notices=tuple(notice(mark, shelf.language, beside=False) for mark in shared),
        record=record_of(shelf),
        has_quiz=shelf.has_quiz,
    )


def _choice(shelf: Shelf, unit: Unit, *, preview: bool) -> Choice:
    allow = shelf.allow_unsigned
    source = shelf.held(unit, SOURCE)
    if shelf.language == SOURCE:
        choice = choose_source(source, allow_unsigned=allow)
    else:
        choice = choose(
            shelf.held(unit, shelf.language), source,
            current_source=shelf.source_print(unit), safety=unit.is_safety, allow_unsigned=allow,
        )  # fmt: skip
    return _with_draft(shelf, unit, choice) if preview else choice


def _with_draft(shelf: Shelf, unit: Unit, choice: Choice) -> Choice:
    """The desk words in place of what readers see, where the two differ."""
    desk = shelf.desks.get((unit.id, shelf.language))
    if (
        desk is None
        or not desk.fingerprint
        or (choice.words and not choice.in_source and fingerprint(choice.words) == desk.fingerprint)
    ):
        return choice
    return Choice(desk.words, beside=choice.beside, marks=(Mark(NoticeKind.DRAFT),))


def _shared_marks(choices: Iterable[Choice]) -> tuple[Mark, ...]:
    """Marks that every shown unit carries: said once at the top in place of at every unit."""
    marks = {choice.marks for choice in choices if choice.words is not None}
    return marks.pop() if len(marks) == 1 else ()


def _entry(
    shelf: Shelf,
    unit: Unit,
    choice: Choice,
    passage: Callable[[str, Words, frozenset[str]], Passage],
    shared: tuple[Mark, ...],
) -> Entry:
    lang = SOURCE if choice.in_source else shelf.language
    beside = passage(SOURCE, choice.beside, unit.LINES) if choice.beside else None
    marks = () if choice.marks == shared else choice.marks
    return Entry(
        key=unit.key,
        kind=unit.kind,
        urgency=getattr(unit, "urgency", ""),
        main=passage(lang, choice.words, unit.LINES) if choice.words else None,
        beside=beside,
        notices=tuple(notice(mark, shelf.language, beside=beside is not None) for mark in marks),
        citations=shelf.stock.citations.get(unit.id, ()),
        revision=shelf.revision(unit, lang) if choice.words else None,
    )


def _parts(sections: Sequence[Section], shown: dict[str, Entry]) -> tuple[Part, ...]:
    places = [unit for unit in sections if unit.placement in IN_TEXT and unit.key in shown]
    ids = {unit.id for unit in places}
    # A part whose whole is not shown stands for itself: signed words are never lost.
    tops = [unit for unit in places if unit.parent_id not in ids]
    return _numbered([_part(unit, sections, shown) for unit in tops], "")


def _part(unit: Section, sections: Sequence[Section], shown: dict[str, Entry]) -> Part:
    below = [child for child in sections if child.parent_id == unit.id and child.key in shown]
    children = tuple(_part(child, sections, shown) for child in below)
    return Part(shown[unit.key], "", children, has_cards=unit.placement == Placement.SIGNS)


def _numbered(parts: Sequence[Part], prefix: str) -> tuple[Part, ...]:
    numbers = [f"{prefix}{place}" for place in range(1, len(parts) + 1)]
    return tuple(
        replace(part, number=number, children=_numbered(part.children, f"{number}."))
        for part, number in zip(parts, numbers, strict=True)
    )


def _cards(units: Iterable[Unit], shown: dict[str, Entry]) -> tuple[CareCard, ...]:
    """One card for each care level, most urgent first, with the signs of that urgency and those that can rise to it."""
    units = list(units)
    levels = {entry.urgency: entry for entry in shown.values() if entry.kind == "care_level"}
    flags = [unit for unit in units if isinstance(unit, RedFlag) and unit.key in shown]
    return tuple(
        CareCard(
            urgency,
            levels[urgency],
            (
                *(Sign(shown[flag.key]) for flag in flags if flag.urgency == urgency),
                *(Sign(shown[flag.key], escalated=True) for flag in flags if flag.escalates_to == urgency),
            ),
        )
        for urgency in Urgency.values
        if urgency in levels
    )
