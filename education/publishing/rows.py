"""The words that pages are made of, signed and on the desk, as plain rows.

A page reads some hundreds of them, and building whole models would cost half of its time.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, Q, When

from education.clinics.models import Person
from education.content.models import ARTICLE_KINDS, Article, Weight
from education.review.models import Approval, Edition, Revision
from education.review.newest import newest_of
from education.review.states import Signature
from education.text.fingerprint import Words
from education.text.languages import SOURCE

WORDING = (
    "pk",
    "words",
    "fingerprint",
    "maker",
    "by__username",
    "by__first_name",
    "by__last_name",
    "written_at",
)
EDITION = tuple(field.attname for field in Edition._meta.concrete_fields)


class Wording(NamedTuple):
    """One wording of a unit."""

    pk: int
    words: Words
    fingerprint: str
    maker: str
    by: Person | None
    """Whoever wrote it: a name, and nothing else of the person."""
    written_at: datetime | None
    """Not read of words on the desk in other languages than the reader's."""


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


def approved(
    article: Article, languages: Collection[str], up_to: int | None = None
) -> dict[tuple[int, str], Approved]:
    """(unit id, language) → what was signed last; `up_to` stops at an edition number. One query.

    Approvals are appended in the order of editions, so the last one appended is the newest.
    """
    appended = Approval.objects.filter(edition__article=article, edition__language__in=languages)
    if up_to is not None:
        appended = appended.filter(edition__number__lte=up_to)
    rows = newest_of(appended, "unit", "edition__language").values_list(
        "unit_id", "source_fingerprint", "withdrawn", *(f"revision__{name}" for name in WORDING),
        *(f"edition__{name}" for name in EDITION),
    )  # fmt: skip
    editions: dict[int, Edition] = {}
    found: dict[tuple[int, str], Approved] = {}
    for unit, source_print, withdrawn, *row in rows:
        wording, facts = _wording(*row[: len(WORDING)]), row[len(WORDING) :]
        edition = editions.get(facts[0]) or editions.setdefault(facts[0], Edition(*facts))
        found[unit, edition.language] = Approved(edition, wording, source_print, withdrawn)
    return found


def on_desks(
    article: Article, language: str, *, core_in: Collection[str] = ()
) -> dict[tuple[int, str], Wording]:
    """(unit id, language) → newest wording, of this language and the source; of safety texts in these languages too."""
    wanted = Q(language__in={language, SOURCE})
    if core_in:
        # Which languages are live then hangs on them.
        wanted |= Q(language__in=core_in, unit__weight=Weight.SAFETY, unit__kind__in=ARTICLE_KINDS)
    appended = Revision.objects.filter(wanted, unit__article=article)
    rows = newest_of(appended, "unit", "language").values_list(
        "unit_id", "language", *WORDING[:-1], Case(When(language=language, then=F("written_at")))
    )
    return {(unit, code): _wording(*row) for unit, code, *row in rows}


def _wording(
    pk: int,
    words: Words,
    print_: str,
    maker: str,
    user: str | None,
    first: str,
    last: str,
    on: datetime | None,
) -> Wording:
    by = Person(username=user, first_name=first, last_name=last) if user else None
    return Wording(pk, words, print_, maker, by, on)
