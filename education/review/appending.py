"""How editions are appended: one after the other within a language, each with its name, its day and its units.

Decides nothing about who may sign what: the verbs ask before they come here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from education.clinics.models import Person
from education.content.models import Article, Unit
from education.review.models import Approval, Edition, ReadBy, Revision
from education.review.readers import Standing, newest_edition

DAYS_TO_REVIEW = {"safety": 365, "ordinary": 730}
"""How long a signature counts as fresh, in days, by the strictest weight in it."""


@dataclass(frozen=True)
class Statement:
    """What the signer states beside the name: a note, the next review, and how the words were read."""

    note: str
    next_review: date | None = None
    reading: str = ReadBy.SELF
    translator: str = ""


@dataclass(frozen=True)
class Signatory:
    """Whose name an edition bears, where it is not that of the person who appends it: a reviewer of another publisher."""

    name: str
    credential: str
    publisher: str
    signed_there: date


@dataclass(frozen=True)
class Chosen:
    """A unit that may be signed: the words on its desk, and why, where something spoke against them."""

    standing: Standing
    revision: Revision
    reason: str = ""


def lock_editions(article: Article) -> None:
    """Nobody else signs, and nobody writes, until the transaction ends."""
    Article.objects.select_for_update().get(pk=article.pk)
    list(Unit.objects.select_for_update().filter(article=article).order_by("pk").values_list("pk"))


def append_edition(
    article: Article, language: str, chosen: Sequence[Chosen], *, by: Person, statement: Statement,
    signatory: Signatory | None = None,
) -> Edition:  # fmt: skip
    """Put the words chosen on the shelf, all against the source words of today."""
    strictest = "safety" if any(item.standing.unit.is_safety for item in chosen) else "ordinary"
    review = statement.next_review or timezone.localdate() + timedelta(days=DAYS_TO_REVIEW[strictest])
    edition = _new_edition(article, language, by, statement, review, signatory)
    Approval.objects.bulk_create(
        Approval(
            edition=edition,
            unit_id=item.standing.unit.pk,
            revision=item.revision,
            source_fingerprint=item.standing.source_print,
            reason=item.reason.strip(),
        )
        for item in chosen
    )
    return edition


def append_withdrawal(
    article: Article, language: str, approvals: Sequence[Approval], *, by: Person, reason: str,
    signatory: Signatory | None = None,
) -> Edition:  # fmt: skip
    """Take what these approvals put on the shelf down again."""
    edition = _new_edition(article, language, by, Statement(reason, reading=""), None, signatory)
    Approval.objects.bulk_create(
        Approval(
            edition=edition,
            unit_id=approval.unit_id,
            revision=approval.revision,
            source_fingerprint=approval.source_fingerprint,
            withdrawn=True,
        )
        for approval in approvals
    )
    return edition


def _new_edition(
    article: Article, language: str, by: Person, statement: Statement, next_review: date | None,
    signatory: Signatory | None,
) -> Edition:  # fmt: skip
    newest = newest_edition(article, language)
    return Edition.objects.create(
        article=article,
        language=language,
        number=newest.number + 1 if newest else 1,
        by=by,
        signer=signatory.name if signatory else str(by),
        credential=signatory.credential if signatory else by.credential,
        publisher=signatory.publisher if signatory else "",
        signed_there=signatory.signed_there if signatory else None,
        note=statement.note.strip(),
        next_review=next_review,
        reading=statement.reading,
        translator=statement.translator.strip(),
    )
