"""The verbs by which a person decides on an offer: `take` it over, `keep` ours, or `edit` the two into one.

Words go to the desk only; readers see them once somebody signs. Facts hold at once, in every language: where anything of the
unit was ever signed, only a clinician reviewer of the source language may take them, in the own name.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.clinics.people import log_change
from education.content.models import Article
from education.content.readers import outline_of
from education.exchange import facts as facts_here
from education.exchange.facts import ORDER
from education.exchange.models import Choice, Decision, Offer
from education.exchange.offers import Open, open_offer, wanted
from education.review.actions import write
from education.review.appending import lock_editions
from education.review.models import Maker, Origin
from education.review.refusals import Refused
from education.text.fingerprint import Words
from education.text.languages import SOURCE
from education.text.merge import woven


class AlreadyDecided(Refused):
    """Somebody decided this before, a newer delivery took its place, or it is here by now."""


class FactsMoved(Refused):
    """Somebody changed the facts since they were shown."""


def may_decide(person: Person, item: Open) -> bool:
    """May the person decide on this offer? For words a role in the language; for facts see above."""
    if item.offer.is_words:
        return access.may_write(person, item.offer.language)
    return access.may_sign(person, SOURCE) or (not item.is_signed and access.may_shape(person))


@transaction.atomic
def take(offer: Offer, *, by: Person, seen: str) -> Decision:
    """Take an offer over; `seen` is the print of what lay here when it was shown.

    Raises NotAllowed, AlreadyDecided, WordsMoved or FactsMoved, BadWords.
    """
    item = _held(offer, by)
    if item.is_dropped:
        raise AlreadyDecided(
            _("A text is never taken away by a delivery. Withdraw it where it is signed, if you agree.")
        )
    if item.offer.is_words and item.unit:
        words, maker = offer.content, Maker(offer.maker)
        write(
            item.unit, offer.language, words, by=by, seen=seen, origin=offer.origin, maker=maker,
            imported_by=offer.delivery.publisher,
        )  # fmt: skip
        return _decided(item, Choice.TAKE, by)
    if facts_here.print_of(item.ours) != seen:
        raise FactsMoved(_("Somebody changed these facts since you opened them. Nothing was overwritten."))
    _lay(item, wanted(item))
    return _decided(item, Choice.TAKE, by)


@transaction.atomic
def keep(offer: Offer, *, by: Person) -> Decision:
    """Keep what is here. The same is not offered again; a later change of it is. Raises NotAllowed, AlreadyDecided."""
    return _decided(_held(offer, by), Choice.KEEP, by)


@transaction.atomic
def edit(offer: Offer, words: Words, *, by: Person, seen: str) -> Decision:
    """Write words that answer the offer. Raises NotAllowed, AlreadyDecided, WordsMoved, BadWords."""
    item = _held(offer, by)
    if not item.offer.is_words or item.unit is None:
        raise AlreadyDecided(_("Only words can be edited here."))
    write(item.unit, offer.language, words, by=by, seen=seen, origin=Origin.TYPED, maker=Maker.PERSON)
    return _decided(item, Choice.EDIT, by)


def _held(offer: Offer, by: Person) -> Open:
    """The offer, still open, with nobody else deciding or writing until the transaction ends."""
    article = offer.delivery.article
    lock_editions(article)
    item = open_offer(article, offer.pk)
    if item is None:
        raise AlreadyDecided(
            _("This is decided already, or a newer wording took its place. Nothing was changed.")
        )
    if not may_decide(by, item):
        raise NotAllowed(_("You may not decide on this."))
    return item


def _decided(item: Open, choice: Choice, by: Person) -> Decision:
    decision = Decision.objects.create(offer=item.offer, choice=choice, by=by)
    what = {Choice.TAKE: "took new wording over", Choice.KEEP: "kept ours", Choice.EDIT: "edited new wording"}
    place = f"{item.offer.key or ORDER} {item.offer.language or 'facts'}"
    log_change(by, item.unit or item.offer.delivery.article, f"{what[choice]}: {place}")
    return decision


def _lay(item: Open, new: Mapping[str, Any]) -> None:
    article: Article = item.offer.delivery.article
    units = {unit.key: unit for unit in outline_of(article)}
    if item.unit is not None:
        facts_here.lay(item.unit, new, units)
        return
    if ORDER in new:
        new = {**new, ORDER: woven(item.offer.content[ORDER], list(units))}
    facts_here.lay_on_article(article, new)
