"""Takes in what a publisher offers: one transaction, one code path for the words that ship and for packs.

Words and facts that nobody changed here follow; what was changed here is kept and becomes an open offer for a person. Facts of
units that were ever signed are not changed by a delivery either: nobody would have signed what readers then see. No row of a
unit is ever deleted. The same delivery again changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from education.content.models import Article, Citation, Unit
from education.content.readers import outline_of
from education.exchange import facts as facts_here
from education.exchange.facts import ORDER, SOURCE_FACTS, UNSEEN
from education.exchange.models import Delivery, Offer
from education.exchange.offering import OfferedUnit, Offering
from education.exchange.offers import Place, desk_prints, newest_offers, shipped_prints, touched_by_hand
from education.exchange.progress import Told, untold
from education.exchange.report import Report
from education.review.actions import write
from education.review.appending import lock_editions
from education.review.models import Approval, Maker, Origin
from education.text.fingerprint import fingerprint, normalised
from education.text.merge import Outcome, common, facts_outcome, outcome, woven


@dataclass
class _Desk:
    """What the steps of one delivery share."""

    article: Article
    offering: Offering
    delivery: Delivery
    report: Report
    newest: Mapping[Place, Offer]
    settled: Mapping[Place, Offer]
    shipped: Mapping[Place, str]
    signed: frozenset[int]
    touched: frozenset[str]
    """Keys of units and sources whose facts somebody changed by hand, where no earlier delivery tells what they were."""
    offers: list[Offer] = field(default_factory=list)

    @property
    def is_pack(self) -> bool:
        """Facts of another publisher than the project are compared only with what that publisher offered before."""
        return bool(self.offering.publisher)

    def is_new(self, place: Place, offered: str) -> bool:
        return place not in self.newest or self.newest[place].fingerprint != offered

    def append(
        self, place: Place, content: Mapping[str, Any], offered: str, *, followed: bool, maker: str = ""
    ) -> None:
        key, language = place
        self.offers.append(
            Offer(
                delivery=self.delivery, key=key, language=language, content=dict(content), fingerprint=offered,
                followed=followed, maker=maker,
            )
        )  # fmt: skip


def last_digests(publisher: str = "") -> frozenset[str]:
    """Digest of each article's newest delivery from this publisher. What is among them was taken in already."""
    newest: dict[int, str] = {}
    for delivery in Delivery.objects.filter(publisher=publisher).order_by("pk"):
        newest[delivery.article_id] = delivery.digest
    return frozenset(newest.values())


@transaction.atomic
def receive(offering: Offering, told: Told = untold) -> Report:
    """Take in one delivery whole. Raises BadWords where words hold what no text may hold; then nothing was changed."""
    article, _made = Article.objects.get_or_create(key=offering.article)
    lock_editions(article)
    last = Delivery.objects.filter(article=article, publisher=offering.publisher).order_by("-pk").first()
    if last and last.digest == offering.digest:
        return Report(unchanged=True)
    desk = _desk(article, offering)
    units = {unit.key: unit for unit in outline_of(article)}
    _sources(desk)
    if _make_units(desk, units):
        units = {unit.key: unit for unit in outline_of(article)}
    _facts(desk, units)
    _article_facts(desk, units)
    _dropped(desk, units)
    _words(desk, units, told)
    Offer.objects.bulk_create(desk.offers, batch_size=500)
    return desk.report


def _desk(article: Article, offering: Offering) -> _Desk:
    return _Desk(
        article=article,
        offering=offering,
        delivery=Delivery.objects.create(
            article=article, publisher=offering.publisher, digest=offering.digest
        ),
        report=Report(),
        newest=newest_offers(article, offering.publisher),
        settled=newest_offers(article, offering.publisher, settled=True),
        shipped={} if offering.publisher else shipped_prints(article),
        touched=touched_by_hand(article),
        signed=frozenset(Approval.objects.filter(edition__article=article).values_list("unit_id", flat=True)),
    )


def _sources(desk: _Desk) -> None:
    """Sources that are not here yet; readers see them only where a unit names them."""
    known = set(Citation.objects.filter(article=desk.article).values_list("key", flat=True))
    Citation.objects.bulk_create(
        Citation(article=desk.article, key=key, **{name: facts.get(name) for name in SOURCE_FACTS})
        for key, facts in desk.offering.citations.items()
        if key not in known
    )


def _make_units(desk: _Desk, units: Mapping[str, Unit]) -> bool:
    """Make what is not here yet, each behind its neighbour in the publisher's order; was anything missing?"""
    offered = [unit for unit in desk.offering.units if unit.key not in units]
    made = {unit.key: facts_here.make_unit(desk.article, unit.kind, unit.key, unit.facts) for unit in offered}
    known = {**units, **made}
    for unit in offered:
        named = {
            name: unit.facts[name]
            for name in (*facts_here.SECTIONS, *facts_here.LISTS)
            if unit.facts.get(name)
        }
        if named:
            facts_here.lay(made[unit.key], named, known)
    if made:
        order = woven(list(units), desk.offering.order)
        facts_here.lay_on_article(desk.article, {ORDER: order})
    return bool(made)


def _facts(desk: _Desk, units: Mapping[str, Unit]) -> None:
    here = facts_here.facts_of(desk.article, units.values())
    for offered in desk.offering.units:
        place = (offered.key, "")
        if desk.is_new(place, facts_here.print_of(offered.facts)):
            _facts_of_unit(desk, units, offered, here[offered.key])


def _facts_of_unit(
    desk: _Desk, units: Mapping[str, Unit], offered: OfferedUnit, ours: Mapping[str, Any]
) -> None:
    place, unit = (offered.key, ""), units[offered.key]
    # Facts that this kind of unit does not have here are no facts.
    theirs = {name: value for name, value in offered.facts.items() if name in ours}
    settled = desk.settled.get(place)
    base = settled.content if settled else None if desk.is_pack or offered.key in desk.touched else ours
    becomes = facts_outcome(base, theirs, ours)
    new = {name: value for name, value in theirs.items() if ours[name] != value}
    if becomes is Outcome.FOLLOW:
        new = {name: value for name, value in new.items() if base is None or base.get(name) != value}
        if unit.pk in desk.signed and set(new) - UNSEEN:
            becomes = Outcome.ASK
        else:
            facts_here.lay(unit, new, units)
    if becomes is Outcome.ASK:
        desk.report.facts_kept.append(offered.key)
    desk.append(place, theirs, facts_here.print_of(offered.facts), followed=becomes is not Outcome.ASK)


def _article_facts(desk: _Desk, units: Mapping[str, Unit]) -> None:
    """Order and sources. The orders are compared by what all of them hold: a new unit is no other order."""
    offered = {**desk.offering.citations, ORDER: desk.offering.order}
    printed = facts_here.print_of(offered)
    if not desk.is_new(("", ""), printed):
        return
    settled = desk.settled.get(("", ""))
    order = [unit.key for unit in outline_of(desk.article)]
    ours, theirs = facts_here.article_facts(desk.article, order), dict(offered)
    base = dict(settled.content) if settled else None if desk.is_pack or desk.touched else dict(ours)
    before: list[str] = base[ORDER] if base else order
    for facts in (ours, theirs, base):
        if facts is not None:
            facts[ORDER] = common(list(facts[ORDER]), order, desk.offering.order, before)
    becomes = facts_outcome(base, theirs, ours)
    if becomes is Outcome.FOLLOW:
        if desk.signed:
            becomes = Outcome.ASK
        else:
            _follow_article(desk, base or {}, theirs, order)
    if becomes is Outcome.ASK:
        desk.report.facts_kept.append("")
    desk.append(("", ""), offered, printed, followed=becomes is not Outcome.ASK)


def _follow_article(
    desk: _Desk, base: Mapping[str, Any], theirs: Mapping[str, Any], order: list[str]
) -> None:
    new = {name: value for name, value in theirs.items() if base.get(name) != value}
    if ORDER in new:
        new[ORDER] = woven(desk.offering.order, order)
    facts_here.lay_on_article(desk.article, new)


def _dropped(desk: _Desk, units: Mapping[str, Unit]) -> None:
    """Units that this publisher offered before and does not now. They stay; a person is told, once."""
    before = {key for key, language in desk.newest if key and not language}
    before |= {key for key, _language in desk.shipped}
    for key in units:
        if key in before and key not in desk.offering.order and desk.is_new((key, ""), ""):
            desk.append((key, ""), {}, "", followed=False)
            desk.report.dropped.append(key)


def _words(desk: _Desk, units: Mapping[str, Unit], told: Told) -> None:
    texts = [
        (code, key)
        for code, words in desk.offering.words.items()
        for key in words
        if key in units and normalised(words[key])
    ]
    prints = desk_prints(desk.article)
    for done, (language, key) in enumerate(texts, 1):
        _words_of_unit(desk, units[key], language, prints.get((key, language), ""))
        told(done, len(texts))


def _words_of_unit(desk: _Desk, unit: Unit, language: str, ours: str) -> None:
    words = normalised(desk.offering.words[language][unit.key])
    place, theirs = (unit.key, language), fingerprint(words)
    maker = Maker(desk.offering.makers[language][unit.key])
    counts = desk.report.same
    if desk.is_new(place, theirs):
        becomes = outcome(_base(desk, place, ours), theirs, ours)
        if becomes is Outcome.FOLLOW:
            counts = desk.report.followed if ours else desk.report.new
            write(
                unit, language, words, by=None, seen=ours, maker=maker,
                origin=Origin.IMPORTED if desk.is_pack else Origin.SHIPPED, imported_by=desk.offering.publisher,
            )  # fmt: skip
        elif becomes is Outcome.ASK:
            desk.report.kept.append(f"{language}: {unit.key}")
        followed = becomes is not Outcome.ASK
        desk.append(place, words, theirs, followed=followed, maker=maker)
        if not followed:
            return
    counts[language] = counts.get(language, 0) + 1


def _base(desk: _Desk, place: Place, ours: str) -> str:
    """Print of what this publisher offered last: what was settled, or what somebody wrote here word by word."""
    newest, settled = desk.newest.get(place), desk.settled.get(place)
    if newest and newest.fingerprint == ours:
        return ours
    return settled.fingerprint if settled else desk.shipped.get(place, "")
