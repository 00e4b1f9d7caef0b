"""Whether a pack is older than what its publisher has signed, or withdrawn, since: told by what was accepted of it here.

A pack holds the newest word on each text, so one text on which a newer word was accepted here proves the whole pack older. What
was never accepted here proves nothing. Of packs that never came before, only the days of their signatures tell which is older.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from education.content.models import Article
from education.exchange.models import Delivery, TrustedPublisher
from education.exchange.packs.file import PackRefused
from education.exchange.packs.pack import Pack, PublishersApproval, PublishersEdition
from education.review.models import Approval

Place = tuple[str, str]
"""(unit key, language)"""


class _Word(NamedTuple):
    """What a reviewer there said on a text: the same from the pack and from the shelf here."""

    day: date
    signer: str
    note: str
    withdrawn: bool
    words: str
    """Empty where they are withdrawn: here a withdrawal names the words that it took down here."""
    source: str


class _Taken(NamedTuple):
    word: _Word
    accepted: date


def refuse_older(pack: Pack, article: Article, publisher: TrustedPublisher) -> None:
    """Raises PackRefused where the publisher has said something newer that was accepted here. Two queries."""
    here = _accepted(article, publisher.name)
    delivered = Delivery.objects.filter(article=article, publisher=pack.publisher)
    came_before = delivered.filter(digest=pack.offering.digest).exists()
    for code, signed in pack.signed.items():
        for claim in signed.approvals:
            word, taken = _word(claim, signed.editions[claim.edition]), here.get((claim.key, code))
            if taken and _is_overtaken(word, taken, came_before=came_before):
                raise PackRefused(
                    _(
                        "This pack is older than what is here: %(name)s has signed or withdrawn “%(key)s” since. "
                        "Ask for the newest pack."
                    )
                    % {"name": publisher.name, "key": claim.key}
                )


def _is_overtaken(word: _Word, taken: Sequence[_Taken], *, came_before: bool) -> bool:
    *before, newest = taken
    if word == newest.word:
        return False
    # A clock that is wrong there must not keep later withdrawals away for long: nothing was signed after it was accepted.
    if word.day < min(newest.word.day, newest.accepted):
        return True
    # Within a day. A file that never came before may hold the same word given anew.
    return came_before and any(word == other.word for other in before)


def _word(claim: PublishersApproval, edition: PublishersEdition) -> _Word:
    prints = ("", "") if claim.withdrawn else (claim.words, claim.source)
    return _Word(edition.signed_on, edition.signer, edition.note.strip(), claim.withdrawn, *prints)


def _accepted(article: Article, publisher: str) -> Mapping[Place, list[_Taken]]:
    """What was accepted here of a publisher's words on each text, the newest last. One query."""
    found: dict[Place, list[_Taken]] = {}
    appended = Approval.objects.filter(edition__article=article, edition__publisher=publisher).order_by("pk")
    for approval in appended.select_related("edition", "unit", "revision").defer("revision__words"):
        edition, withdrawn = approval.edition, approval.withdrawn
        prints = ("", "") if withdrawn else (approval.revision.fingerprint, approval.source_fingerprint)
        word = _Word(edition.signed_on, edition.signer, edition.note, withdrawn, *prints)
        accepted = timezone.localtime(edition.signed_at).date()
        found.setdefault((approval.unit.key, edition.language), []).append(_Taken(word, accepted))
    return found
