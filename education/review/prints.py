"""Where every text of an article stands, by prints and numbers alone: four queries, whatever the number of units and languages.

Reads no words but the headings, so that a board of many languages costs little. What a state is, `states.state` decides.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from education.content.models import KINDS, Article, Unit
from education.review.models import Approval, Revision, Submission
from education.review.newest import newest_of
from education.review.states import Request, Signature, State, state
from education.review.wording import calls_in
from education.text.languages import BY_CODE, SOURCE

Place = tuple[int, str]
"""Unit id, language."""


class Wording(NamedTuple):
    """Words by their print; `revision` is the row that holds them, `writer` the id of who wrote them."""

    print: str = ""
    revision: int | None = None
    writer: int | None = None


class Shelved(NamedTuple):
    """The newest signature or withdrawal of a text."""

    signature: Signature
    next_review: date | None
    revision: int


class Name(NamedTuple):
    """What a unit is, and what people call it: its first line in the source language, else its key."""

    unit: int
    key: str
    kind: str
    weight: str
    heading: str
    calls: str
    """The field in which every language must tell the emergency number, if any."""


NOTHING = Wording()


@dataclass(frozen=True)
class Prints:
    desks: dict[Place, Wording]
    shelf: dict[Place, Shelved]
    requests: dict[Place, list[Request]]

    def words(self, unit: int, language: str) -> Wording:
        return self.desks.get((unit, language), NOTHING)

    def source(self, unit: int) -> Wording:
        """The words that translations are held against: see `states.current_source`."""
        shelved = self.shelf.get((unit, SOURCE))
        if shelved is None:
            return self.words(unit, SOURCE)
        return NOTHING if shelved.signature.withdrawn else Wording(shelved.signature.words, shelved.revision)

    def state(self, unit: int, language: str, source: Wording) -> State:
        """`source` is that of the unit; for the source language itself, its own words."""
        shelved = self.shelf.get((unit, language))
        asked = self.requests.get((unit, language), ())
        return state(self.words(unit, language).print, source.print, shelved and shelved.signature, asked)

    def next_review(self, unit: int, language: str) -> date | None:
        """Of what readers see; none where it is withdrawn."""
        shelved = self.shelf.get((unit, language))
        return None if shelved is None or shelved.signature.withdrawn else shelved.next_review


def read_prints(article: Article, languages: Collection[str]) -> Prints:
    """Three queries. The source language is always among the languages."""
    codes = {*languages, SOURCE}
    return Prints(_desks(article, codes), _shelf(article, codes), _requests(article, codes))


def read_names(article: Article) -> list[Name]:
    """Every unit in reading order: one query."""
    first = [
        NullIf(Cast(f"{kind._meta.model_name}__{kind.FIELDS[0]}_{BY_CODE[SOURCE].column}", TextField()), Value(""))
        for kind in KINDS.values()
    ]  # fmt: skip
    heading = Coalesce(*first, Cast(F("key"), TextField()), output_field=TextField())
    units = Unit.objects.filter(article=article).annotate(heading=heading).order_by("position", "pk")
    rows = units.values_list(
        "pk", "key", "kind", "weight", "heading", "section__placement", "carelevel__urgency"
    )
    return [
        Name(pk, key, kind, weight, heading, calls_in(placement, level))
        for pk, key, kind, weight, heading, placement, level in rows
    ]


def _desks(article: Article, languages: Collection[str]) -> dict[Place, Wording]:
    appended = Revision.objects.filter(unit__article=article, language__in=languages)
    found: Iterable[Any] = newest_of(appended, "unit", "language").values_list(
        "unit_id", "language", "fingerprint", "pk", "by_id"
    )
    return {(unit, language): Wording(*words) for unit, language, *words in found}


def _shelf(article: Article, languages: Collection[str]) -> dict[Place, Shelved]:
    appended = Approval.objects.filter(edition__article=article, edition__language__in=languages)
    found = newest_of(appended, "unit", "edition__language").values_list(
        "unit_id", "edition__language", "revision__fingerprint", "source_fingerprint", "edition__number",
        "withdrawn", "edition__next_review", "revision",
    )  # fmt: skip
    return {
        (unit, language): Shelved(Signature(words, source, edition, withdrawn), day, revision)
        for unit, language, words, source, edition, withdrawn, day, revision in found
    }


def _requests(article: Article, languages: Collection[str]) -> dict[Place, list[Request]]:
    asked = Submission.objects.filter(revision__unit__article=article, revision__language__in=languages)
    found: dict[Place, list[Request]] = defaultdict(list)
    for unit, language, words, source, after in asked.values_list(
        "revision__unit_id", "revision__language", "revision__fingerprint", "source_fingerprint", "after_edition",
    ):  # fmt: skip
        found[unit, language].append(Request(words, source, after))
    return found
