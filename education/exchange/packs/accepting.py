"""The verb that puts a trusted publisher's signatures on the shelf here, under the publisher's name.

A signature holds for one wording beside one source. So only words that lie on our desk as they were signed there, beside the
source words that the signer saw, can be accepted. What anybody here ever signed or withdrew is left alone, what a finding
blocks is left out, and the safety core must be whole, as for every signature.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.content.models import Article
from education.exchange.models import TrustedPublisher
from education.exchange.packs.pack import Pack, PublishersApproval, PublishersEdition, Signed
from education.exchange.packs.trust import trusted_publisher
from education.exchange.progress import Told, untold
from education.review.appending import (
    Chosen,
    Signatory,
    Statement,
    append_edition,
    append_withdrawal,
    lock_editions,
)
from education.review.conditions import core_is_whole, nothing_blocks
from education.review.models import Approval
from education.review.readers import Standing, newest_revisions, standings
from education.review.refusals import BadWords, Refused, SecondPersonNeeded
from education.review.states import State
from education.review.wording import Glossary, glossary_of


class NotTrusted(Refused):
    """The pack is not sealed with the key of a publisher who is trusted here."""


class Left(StrEnum):
    """Why a publisher's signature was not taken over."""

    OURS = "ours"
    """Somebody here signed or withdrew this text, or accepted another publisher's signature."""
    WORDS = "words"
    SOURCE = "source"
    SECOND = "second"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Accepted:
    """What became of a publisher's signatures in one language."""

    texts: tuple[str, ...]
    """Keys of what stands on the shelf now in the publisher's name."""
    withdrawn: tuple[str, ...]
    """Keys of what the publisher withdrew, and what is therefore withdrawn here."""
    same: int
    """How many signatures were accepted before."""
    left: Mapping[Left, tuple[str, ...]]


@transaction.atomic
def accept(pack: Pack, article: Article, language: str, *, by: Person, told: Told = untold) -> Accepted:
    """Accept what the publisher's reviewers signed in a language: an edition here for each of theirs.

    Raises NotAllowed, NotTrusted, PackRefused, SecondPersonNeeded, CoreNotWhole; then nothing is accepted.
    """
    if not access.may_exchange(by):
        raise NotAllowed(_("Only a manager may accept a publisher's signatures."))
    publisher = trusted_publisher(pack)
    if publisher is None:
        raise NotTrusted(_("This pack is not signed by a publisher whom you trust."))
    lock_editions(article)
    sorted_out = _sorted_out(pack.signed[language], standings(article, language), publisher.name, told)
    chosen = _with_revisions(article, language, sorted_out.chosen)
    _two_people(publisher, (item for _claim, item in chosen), by)
    core_is_whole(article, language, [item.standing for _claim, item in chosen])
    _append(pack.signed[language], article, language, chosen, sorted_out.withdrawn, publisher.name, by)
    return Accepted(
        tuple(claim.key for claim, _item in chosen),
        tuple(claim.key for claim, _approval in sorted_out.withdrawn),
        sorted_out.same,
        {why: tuple(keys) for why, keys in sorted_out.left.items()},
    )


@dataclass
class _Sorted:
    chosen: list[tuple[PublishersApproval, Standing]]
    withdrawn: list[tuple[PublishersApproval, Approval]]
    left: dict[Left, list[str]]
    same: int = 0


def _sorted_out(signed: Signed, here: Sequence[Standing], publisher: str, told: Told) -> _Sorted:
    """What may be accepted, in reading order, and why the rest may not."""
    found, glossary = _Sorted([], [], {}), glossary_of(here)
    claims = {claim.key: claim for claim in signed.approvals}
    claimed = [(standing, claims[standing.unit.key]) for standing in here if standing.unit.key in claims]
    for done, (standing, claim) in enumerate(claimed, 1):
        if _is_same(standing, claim, publisher):
            found.same += 1
        elif why := _left(standing, claim, glossary, publisher):
            found.left.setdefault(why, []).append(claim.key)
        elif claim.withdrawn and standing.approval:
            found.withdrawn.append((claim, standing.approval))
        else:
            found.chosen.append((claim, standing))
        told(done, len(claimed))
    return found


def _is_same(standing: Standing, claim: PublishersApproval, publisher: str) -> bool:
    """Does it stand on the shelf already, or is it down already?"""
    approval = standing.approval
    if claim.withdrawn:
        return approval is None or (approval.withdrawn and approval.edition.publisher == publisher)
    return (
        approval is not None
        and approval.edition.publisher == publisher
        and not approval.withdrawn
        and (approval.revision.fingerprint, approval.source_fingerprint) == (claim.words, claim.source)
    )


def _left(standing: Standing, claim: PublishersApproval, glossary: Glossary, publisher: str) -> Left | None:
    """The first thing that speaks against accepting this signature."""
    if standing.approval and standing.approval.edition.publisher != publisher:
        return Left.OURS
    if claim.withdrawn:
        return None
    if standing.desk_print != claim.words or standing.state == State.MISSING:
        return Left.WORDS
    if standing.source_print != claim.source:
        return Left.SOURCE
    if standing.unit.is_safety and not claim.two_people:
        return Left.SECOND
    try:
        nothing_blocks(standing, glossary, claim.reason)
    except BadWords:
        return Left.BLOCKED
    return None


def _with_revisions(
    article: Article, language: str, found: Iterable[tuple[PublishersApproval, Standing]]
) -> list[tuple[PublishersApproval, Chosen]]:
    desks = newest_revisions(article, {language})
    return [
        (claim, Chosen(standing, desks[standing.unit.pk, language], claim.reason))
        for claim, standing in found
    ]


def _two_people(publisher: TrustedPublisher, chosen: Iterable[Chosen], by: Person) -> None:
    """Safety text needs two people here too: one who trusts the publisher, and another who accepts what it signed."""
    if publisher.added_by_id == by.pk and any(item.standing.unit.is_safety for item in chosen):
        raise SecondPersonNeeded(
            _("You added %(name)s yourself. Its safety text must be accepted by another manager.")
            % {"name": publisher.name}
        )


def _append(
    signed: Signed, article: Article, language: str, chosen: Sequence[tuple[PublishersApproval, Chosen]],
    withdrawn: Sequence[tuple[PublishersApproval, Approval]], publisher: str, by: Person,
) -> None:  # fmt: skip
    """An edition here for each one there, in their order."""
    for number, edition in sorted(signed.editions.items()):
        name = Signatory(edition.signer, edition.credential, publisher, edition.signed_on)
        taken = [item for claim, item in chosen if claim.edition == number]
        if taken:
            append_edition(article, language, taken, by=by, statement=_statement(edition), signatory=name)
        down = [approval for claim, approval in withdrawn if claim.edition == number]
        if down:
            append_withdrawal(article, language, down, by=by, reason=edition.note, signatory=name)


def _statement(edition: PublishersEdition) -> Statement:
    return Statement(edition.note, edition.next_review, edition.reading, edition.translator)
