"""Makes a pack of an article: what readers are shown as signed, and beside it the words that nobody ever signed.

Left out: drafts of signed words, for half-finished work stays in the house; words that were withdrawn; everybody's name but the
signers'; and whatever belongs to a clinic. Signatures that were accepted from another publisher are left out too: their words
travel, and the signature comes from its own publisher.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.utils.translation import gettext as _

from education.content.models import Article, Unit
from education.content.readers import outline_of
from education.exchange.facts import ORDER, article_facts, facts_of
from education.exchange.packs.file import LARGEST, PackRefused, packed, too_large
from education.exchange.packs.reading import publishers_name, read_pack
from education.review.appending import lock_editions
from education.review.models import Approval, Edition, Revision, Submission
from education.review.newest import newest_of
from education.review.readers import newest_approvals, newest_revisions
from education.text.languages import BY_CODE

Place = tuple[int, str]
"""(unit id, language)"""
Withdrawn = Collection[tuple[int, str, str]]
"""(unit id, language, print of words) of words whose newest signature is withdrawn"""
Seconds = Mapping[tuple[int, str, str], set[int]]
"""(unit id, language, print of words) → ids of the people who wrote these words or asked for a signature under them"""


@transaction.atomic
def make_pack(article: Article, publisher: str, key: Ed25519PrivateKey | None = None) -> bytes:
    """The bytes of a pack, sealed with `key`: the same as long as the article is the same. A fixed number of queries.

    Raises PackRefused where the article holds what no pack may hold: a pack that is made can be taken in.
    """
    lock_editions(article)
    units = outline_of(article)
    if not units:
        raise PackRefused(_("The article has no texts yet."))
    shelf, desks = newest_approvals(article, list(BY_CODE)), newest_revisions(article, list(BY_CODE))
    seconds, withdrawn = _seconds(article), _withdrawn(article)
    members: dict[str, Any] = {"structure.json": _structure(article, units)}
    for code in BY_CODE:
        if words := _words(units, code, shelf, desks, withdrawn):
            members[f"words/{code}.json"] = words
        if signed := _signed(units, code, shelf, seconds):
            members[f"editions/{code}.json"] = signed
    body = packed({"article": article.key, "publisher": publishers_name(publisher)}, members, key)
    if len(body) > LARGEST:
        raise PackRefused(too_large())
    read_pack(body)
    return body


def _structure(article: Article, units: Iterable[Unit]) -> dict[str, Any]:
    facts, every = facts_of(article, units), article_facts(article, ())
    every.pop(ORDER)
    return {
        "sources": every,
        "units": [{"key": unit.key, "kind": unit.kind, "facts": facts[unit.key]} for unit in units],
    }


def _words(
    units: Iterable[Unit], code: str, shelf: Mapping[Place, Approval], desks: Mapping[Place, Revision],
    withdrawn: Withdrawn,
) -> dict[str, Any]:  # fmt: skip
    places = ((unit.key, (unit.pk, code)) for unit in units)
    offered = ((key, _offered(shelf.get(place), desks.get(place), withdrawn)) for key, place in places)
    return {
        key: {"maker": found.maker, "words": found.words} for key, found in offered if found and found.words
    }


def _offered(approval: Approval | None, desk: Revision | None, withdrawn: Withdrawn) -> Revision | None:
    """Signed words; where none are, those on the desk, but never words that were withdrawn."""
    if approval and not approval.withdrawn:
        return approval.revision
    return desk if desk and (desk.unit_id, desk.language, desk.fingerprint) not in withdrawn else None


def _signed(
    units: Iterable[Unit], code: str, shelf: Mapping[Place, Approval], seconds: Seconds
) -> dict[str, Any]:
    found = [
        (unit, approval)
        for unit in units
        if (approval := shelf.get((unit.pk, code))) and not approval.edition.publisher
    ]
    if not found:
        return {}
    editions = {approval.edition.number: approval.edition for _unit, approval in found}
    return {
        "editions": [_edition(editions[number]) for number in sorted(editions)],
        "approvals": [_approval(unit, approval, seconds) for unit, approval in found],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    plain = ("number", "signer", "credential", "note", "reading", "translator")
    return {name: getattr(edition, name) for name in plain} | {
        "signed_on": edition.signed_on.isoformat(),
        "next_review": edition.next_review.isoformat() if edition.next_review else None,
    }


def _approval(unit: Unit, approval: Approval, seconds: Seconds) -> dict[str, Any]:
    language, words = approval.edition.language, approval.revision.fingerprint
    others = seconds.get((unit.pk, language, words), set()) - {approval.edition.by_id}
    return {
        "key": unit.key, "edition": approval.edition.number, "words": words, "source": approval.source_fingerprint,
        "two_people": bool(others), "reason": approval.reason, "withdrawn": approval.withdrawn,
    }  # fmt: skip


def _withdrawn(article: Article) -> Withdrawn:
    """One query."""
    signed = Approval.objects.filter(edition__article=article)
    newest = newest_of(signed, "unit", "edition__language", "revision__fingerprint").filter(withdrawn=True)
    return set(newest.values_list("unit_id", "edition__language", "revision__fingerprint"))


def _seconds(article: Article) -> Seconds:
    """Two queries."""
    wrote = Revision.objects.filter(unit__article=article, by__isnull=False)
    asked = Submission.objects.filter(revision__unit__article=article)
    rows = [
        *wrote.values_list("unit_id", "language", "fingerprint", "by_id"),
        *asked.values_list("revision__unit_id", "revision__language", "revision__fingerprint", "by_id"),
    ]
    found: dict[tuple[int, str, str], set[int]] = {}
    for unit, language, words, by in rows:
        found.setdefault((unit, language, words), set()).add(by)
    return found
