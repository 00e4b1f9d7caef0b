"""The words that pages are made of, signed and on the desk, as plain rows.

A page reads some hundreds of them, and building whole models would cost half of its time.
"""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from json import loads
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import Case, ExpressionWrapper, F, Q, TextField, When
from django.db.models.expressions import Combinable

from education.clinics.models import Person
from education.content.models import ARTICLE_KINDS, Article, Weight
from education.review.models import Edition, Revision
from education.review.newest import newest_of
from education.review.readers import last_approvals
from education.review.states import Signature
from education.text.fingerprint import Words

EDITION = tuple(field.attname for field in Edition._meta.concrete_fields)
MOST_WORDS = 4000
"""Texts that are kept as they were taken apart: an article of 300 in twelve languages."""


class Wording(NamedTuple):
    """One wording of a unit."""

    pk: int
    json: str
    """The words as the database keeps them. Of most nothing but the fingerprint is asked for."""
    fingerprint: str
    maker: str
    by: Person | None
    """Whoever wrote it: a name, and nothing else of the person."""
    written_at: datetime | None
    """Not read of words on the desk in other languages than the reader's."""

    @property
    def words(self) -> Words:
        return _words(self.json)


class Approved(NamedTuple):
    """What was signed or withdrawn last of a unit."""

    edition: Edition
    revision: Wording
    source_fingerprint: str
    withdrawn: bool

    @property
    def signature(self) -> Signature:
        return Signature(
            self.revision.fingerprint, self.source_fingerprint, self.edition.number, self.withdrawn
        )


def approved(article: Article, language: str, up_to: int | None = None) -> dict[tuple[int, str], Approved]:
    """(unit id, language) → what was signed last; `up_to` stops at an edition number. One query."""
    rows = last_approvals(article, {language}, up_to).values_list(
        "unit_id", "source_fingerprint", "withdrawn", *_wording_in("revision__"),
        *(f"edition__{name}" for name in EDITION),
    )  # fmt: skip
    editions: dict[int, Edition] = {}
    found: dict[tuple[int, str], Approved] = {}
    for unit, source_print, withdrawn, *row in rows:
        wording, facts = _wording(*row[: -len(EDITION)]), row[-len(EDITION) :]
        edition = editions.get(facts[0]) or editions.setdefault(facts[0], Edition(*facts))
        found[unit, edition.language] = Approved(edition, wording, source_print, withdrawn)
    return found


def on_desks(
    article: Article, language: str, *, core_in: Collection[str] = ()
) -> dict[tuple[int, str], Wording]:
    """(unit id, language) → newest wording, of all units in this language, and of safety texts in these."""
    wanted = Q(language=language)
    if core_in:
        # Which languages are live then hangs on them.
        wanted |= Q(language__in=core_in, unit__weight=Weight.SAFETY, unit__kind__in=ARTICLE_KINDS)
    appended = Revision.objects.filter(wanted, unit__article=article)
    rows = newest_of(appended, "unit", "language").values_list(
        "unit_id", "language", *_wording_in()[:-1], Case(When(language=language, then=F("written_at")))
    )
    return {(unit, code): _wording(*row) for unit, code, *row in rows}


def _wording_in(row: str = "") -> list[str | Combinable]:
    """What `_wording` takes, of the revision to which `row` leads."""
    names = ("maker", "by__username", "by__first_name", "by__last_name", "written_at")
    as_text = ExpressionWrapper(F(f"{row}words"), TextField())
    return [f"{row}pk", as_text, f"{row}fingerprint", *(f"{row}{name}" for name in names)]


def _wording(
    pk: int,
    words: str,
    print_: str,
    maker: str,
    user: str | None,
    first: str,
    last: str,
    on: datetime | None,
) -> Wording:
    return Wording(pk, words, print_, maker, _person(user, first, last) if user else None, on)


@lru_cache(MOST_WORDS)
def _words(json: str) -> Words:
    found: dict[str, str] = loads(json)
    return MappingProxyType(found)


@lru_cache
def _person(user: str, first: str, last: str) -> Person:
    return Person(username=user, first_name=first, last_name=last)
