"""What was offered, and which of it is still open: computed from the rows, never stored.

An offer is open while it is the publisher's newest for its place, nobody decided on it, and it is not what lies here already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from education.content.models import KINDS, Article, Citation, Unit
from education.content.readers import units_of
from education.exchange.facts import ORDER, article_facts, facts_of
from education.exchange.models import Offer
from education.review.models import Approval, Origin, Revision
from education.review.newest import newest_of
from education.text.languages import BY_CODE, SOURCE, Language
from education.text.merge import common, news

Place = tuple[str, str]
"""(unit key, language): a key without a language holds facts, neither of them the facts of the article."""

Bases = dict[tuple[str, str, str], Mapping[str, Any]]
"""(publisher, unit key, language) → words or facts"""

SETTLED = Q(followed=True) | Q(decision__isnull=False)


@dataclass(frozen=True)
class Open:
    """One offer that waits for a person."""

    offer: Offer
    unit: Unit | None
    """None: facts of the article, or of a unit that is not here."""
    ours: Mapping[str, Any]
    """The words on the desk, or the facts as they are."""
    base: Mapping[str, Any] | None
    """What the publisher offered before this and somebody settled; None where that is unknown."""
    is_signed: bool
    """Was anything of it ever signed? Its facts then change what readers see, at once."""

    @property
    def language(self) -> Language | None:
        return BY_CODE.get(self.offer.language)

    @property
    def is_dropped(self) -> bool:
        return not self.offer.content

    @property
    def heading(self) -> str:
        """What people call the unit, in the source language; its key where it has no words."""
        if self.unit is None:
            return self.offer.key
        return self.unit.words(SOURCE).get(self.unit.FIELDS[0]) or self.unit.key


def newest_offers(article: Article, publisher: str, *, settled: bool = False) -> dict[Place, Offer]:
    """Place → the publisher's newest offer there; `settled`: the newest on which nothing is left to decide. One query."""
    offers = Offer.objects.filter(delivery__article=article, delivery__publisher=publisher)
    found = _newest(offers.filter(SETTLED) if settled else offers, "key", "language")
    return {(offer.key, offer.language): offer for offer in found}


def shipped_prints(article: Article) -> dict[Place, str]:
    """Place → print of the newest words that came with the software: what a copy without offers was offered last."""
    return _prints(Revision.objects.filter(unit__article=article, origin=Origin.SHIPPED))


def desk_prints(article: Article) -> dict[Place, str]:
    """Place → print of the words on the desk. One query, which reads no words."""
    return _prints(Revision.objects.filter(unit__article=article))


def touched_by_hand(article: Article) -> frozenset[str]:
    """Keys of units and sources that the log names: their facts may be ours, though no offer tells. Three queries at most."""
    models = [*KINDS.values(), Citation]
    kinds = ContentType.objects.get_for_models(*models).values()
    named = LogEntry.objects.filter(content_type__in=kinds).values_list("content_type__model", "object_id")
    ids = {(model, int(pk)) for model, pk in named.distinct() if pk and pk.isdigit()}
    units = Unit.objects.filter(article=article, pk__in={pk for model, pk in ids if model != "citation"})
    sources = Citation.objects.filter(
        article=article, pk__in={pk for model, pk in ids if model == "citation"}
    )
    return frozenset([*units.values_list("key", flat=True), *sources.values_list("key", flat=True)])


def open_offers(article: Article) -> list[Open]:
    """Everything that waits for a person, in reading order. A fixed number of queries, one where nothing waits."""
    offers = Offer.objects.filter(delivery__article=article)
    newest = list(_newest(offers, "delivery__publisher", "key", "language", waiting=True))
    if not newest:
        return []
    units = units_of(article, {SOURCE, *(offer.language for offer in newest if offer.is_words)})
    known = {unit.key: unit for unit in units}
    facts = facts_of(article, units) if any(not offer.is_words for offer in newest) else {}
    signed = set(Approval.objects.filter(edition__article=article).values_list("unit_id", flat=True))
    bases = _bases(article, newest)
    found = [_open(offer, article, known, facts, signed, bases) for offer in newest]
    places = {unit.key: place for place, unit in enumerate(units, 1)}
    waiting = [item for item in found if _differs(item)]
    return sorted(waiting, key=lambda item: (places.get(item.offer.key, 0), item.offer.language))


def open_offer(article: Article, pk: int) -> Open | None:
    """One of them; nothing where it is decided, overtaken by a newer one, or here already."""
    return next((item for item in open_offers(article) if item.offer.pk == pk), None)


def wanted(item: Open) -> dict[str, Any]:
    """The offered facts that differ from ours and that the publisher changed since; any, where that is unknown."""
    theirs, ours, base = dict(item.offer.content), dict(item.ours), dict(item.base or {})
    for facts in (theirs, ours, base):
        if ORDER in facts:
            facts[ORDER] = common(facts[ORDER], item.offer.content[ORDER], item.ours[ORDER])
    return news(None if item.base is None else base, theirs, ours)


def _open(
    offer: Offer,
    article: Article,
    known: Mapping[str, Unit],
    facts: Mapping[str, Any],
    signed: set[int],
    bases: Bases,
) -> Open:
    unit = known.get(offer.key)
    if offer.is_words:
        ours: Mapping[str, Any] = unit.words(offer.language) if unit else {}
    elif offer.key:
        ours = facts.get(offer.key, {})
    else:
        ours = article_facts(article, list(known))
    base = bases.get((offer.delivery.publisher, offer.key, offer.language))
    return Open(offer, unit, ours, base, bool(signed) if unit is None else unit.pk in signed)


def _bases(article: Article, offers: Sequence[Offer]) -> Bases:
    """What was settled last; for words of the project where nothing was, what shipped last. Two queries."""
    settled = Offer.objects.filter(
        SETTLED, delivery__article=article, key__in={offer.key for offer in offers}
    )
    shipped = Revision.objects.filter(
        unit__article=article,
        origin=Origin.SHIPPED,
        unit__key__in={offer.key for offer in offers if offer.is_words},
    )
    words = newest_of(shipped, "unit", "language").values_list("unit__key", "language", "words")
    found: Bases = {("", key, language): said for key, language, said in words}
    for offer in _newest(settled, "delivery__publisher", "key", "language"):
        found[offer.delivery.publisher, offer.key, offer.language] = offer.content
    return found


def _differs(item: Open) -> bool:
    if item.offer.is_words:
        return item.unit is not None and item.unit.print_of(item.offer.language) != item.offer.fingerprint
    return item.is_dropped or bool(wanted(item))


def _newest(offers: "QuerySet[Offer]", *place: str, waiting: bool = False) -> "QuerySet[Offer]":
    found = newest_of(offers, *place).select_related("delivery__article")
    return found.filter(followed=False, decision__isnull=True) if waiting else found


def _prints(appended: "QuerySet[Revision]") -> dict[Place, str]:
    rows = newest_of(appended, "unit", "language").values_list("unit__key", "language", "fingerprint")
    return {(key, language): words for key, language, words in rows}
