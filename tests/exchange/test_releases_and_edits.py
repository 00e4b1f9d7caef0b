"""Any sequence of releases, edits, signatures and decisions agrees with a reference model; no load changes a reader's page."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from education.clinics.models import Role
from education.content.models import Article, Unit
from education.exchange.actions import edit, keep, take
from education.exchange.facts import print_of
from education.exchange.models import Offer
from education.exchange.offers import Open, open_offers
from education.exchange.receiving import receive
from education.exchange.report import Report
from education.publishing.reading import read_article
from education.review.models import Revision
from tests.exchange.offering import Publisher
from tests.making import make_clinic, make_person, put, sign_now, standing_of

KEYS = ["causes", "symptoms", "sign-numb"]
KEY, LANGUAGE = st.sampled_from(KEYS), st.sampled_from(["en", "es"])
WORDS = st.sampled_from(["one", "two", "three"])
FIELD = {"causes": "heading", "symptoms": "heading", "sign-numb": "sign"}
Place = tuple[str, str]


class Reference:
    """What the merge should do with words, told simply: three wordings and what waits, by place."""

    def __init__(self) -> None:
        self.desk: dict[Place, str] = {}
        self.base: dict[Place, str] = {}
        self.offered: dict[Place, str] = {}
        self.asked: set[Place] = set()

    def release(self, place: Place, theirs: str) -> None:
        if self.offered.get(place) == theirs:
            return
        ours, last = self.desk.get(place, ""), self.offered.get(place, "")
        base = ours if last == ours else self.base.get(place, "")
        self.offered[place] = theirs
        self.asked.discard(place)
        if theirs not in (base, ours) and ours != base:
            self.asked.add(place)
            return
        self.base[place] = theirs
        if ours == base:
            self.desk[place] = theirs

    def waiting(self) -> set[Place]:
        return {place for place in self.asked if self.desk.get(place) != self.offered[place]}

    def settle(self, place: Place) -> None:
        self.base[place] = self.offered[place]
        self.asked.discard(place)


class Releases(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.model = Reference()
        self.clinic = make_clinic(languages=["en", "es"])
        self.person = make_person("rosa", Role.REVIEWER, ["en", "es"])
        self.asker = make_person("ruth", Role.REVIEWER, ["en", "es"])
        self.signer = make_person("signe", Role.REVIEWER, ["en", "es"])
        self.typed: set[tuple[str, str, str]] = set()
        self.publisher = Publisher(
            units={
                "causes": ("section", {}),
                "symptoms": ("section", {}),
                "sign-numb": ("red_flag", {"weight": "safety", "urgency": "emergency"}),
            },
            words={"en": dict.fromkeys(KEYS, "one"), "es": dict.fromkeys(KEYS, "uno")},
        )
        self.load()

    def unit(self, key: str) -> Unit:
        return Unit.objects.get(key=key).child

    def seen_by_readers(self) -> list[Any]:
        """All but the notices: new words of a source that nobody signed make its translations outdated, and they say so."""
        article = Article.objects.get()
        readings = [read_article(article, self.clinic, code, quiz=True) for code in ("en", "es")]
        return [
            (reading.live, [(key, entry.urgency, entry.main and dict(entry.main.html), entry.citations)
             for key, entry in reading.entries.items()], [part.entry.key for part in reading.parts])
            for reading in readings
        ]  # fmt: skip

    @rule()
    def load(self) -> None:
        known = Article.objects.exists()
        before = self.seen_by_readers() if known else []
        receive(self.publisher.offering())
        if known:
            assert self.seen_by_readers() == before
        counts = Revision.objects.count(), Offer.objects.count()
        assert receive(self.publisher.offering()) == Report(unchanged=True)
        assert (Revision.objects.count(), Offer.objects.count()) == counts
        for code, texts in self.publisher.words.items():
            for key, words in texts.items():
                if key in self.publisher.units:
                    self.model.release((key, code), words)

    @rule(key=KEY, language=LANGUAGE, words=WORDS)
    def project_writes(self, key: str, language: str, words: str) -> None:
        self.publisher.words[language][key] = words

    @rule(urgency=st.sampled_from(["emergency", "same_day"]))
    def project_changes_a_fact(self, urgency: str) -> None:
        if "sign-numb" in self.publisher.units:
            self.publisher.units["sign-numb"][1]["urgency"] = urgency

    @rule(order=st.permutations(KEYS), size=st.integers(2, 3))
    def project_moves_and_drops(self, order: list[str], size: int) -> None:
        kinds = {key: ("section", dict[str, Any]()) for key in ("causes", "symptoms")}
        known = {
            **kinds,
            "sign-numb": ("red_flag", {"weight": "safety", "urgency": "emergency"}),
            **self.publisher.units,
        }
        self.publisher.units = {key: known[key] for key in order[:size]}

    @rule(key=KEY, language=LANGUAGE, words=WORDS)
    def we_write(self, key: str, language: str, words: str) -> None:
        put(self.unit(key), language, by=self.person, **{FIELD[key]: words})
        if self.model.desk.get((key, language)) != words:
            self.typed.add((key, language, words))
        self.model.desk[key, language] = words

    @rule(language=LANGUAGE)
    def we_sign(self, language: str) -> None:
        units = [self.unit(key) for key in KEYS if standing_of(self.unit(key), language).state != "signed"]
        sources = [unit for unit in units if language == "en" or standing_of(unit, language).source_print]
        if sources:
            sign_now(*sources, language=language, by=self.signer, asked_by=self.asker)

    @rule(choice=st.sampled_from(["take", "keep", "edit"]), which=st.integers(0, 5), words=WORDS)
    def we_decide(self, choice: str, which: int, words: str) -> None:
        items = open_offers(Article.objects.get())
        if not items:
            return
        item = items[which % len(items)]
        offer, place = item.offer, (item.offer.key, item.offer.language)
        if choice == "keep" or item.is_dropped:
            keep(offer, by=self.person)
        elif not offer.is_words:
            take(offer, by=self.person, seen=print_of(item.ours))
            return
        else:
            self.decide_on_words(item, choice, words)
        if offer.is_words:
            self.model.settle(place)

    def decide_on_words(self, item: Open, choice: str, words: str) -> None:
        place, seen = (
            (item.offer.key, item.offer.language),
            self.unit(item.offer.key).print_of(item.offer.language),
        )
        if choice == "take":
            take(item.offer, by=self.person, seen=seen)
            self.model.desk[place] = self.model.offered[place]
        else:
            edit(item.offer, {FIELD[place[0]]: words}, by=self.person, seen=seen)
            self.model.desk[place] = words

    @invariant()
    def desk_and_offers_agree(self) -> None:
        for (key, language), words in self.model.desk.items():
            assert self.unit(key).words(language)[FIELD[key]] == words, (key, language)
        items = open_offers(Article.objects.get())
        assert {(i.offer.key, i.offer.language) for i in items if i.offer.is_words} == self.model.waiting()

    @invariant()
    def nothing_of_ours_is_lost(self) -> None:
        kept = {
            (revision.unit.key, revision.language, next(iter(revision.words.values())))
            for revision in Revision.objects.filter(by=self.person).select_related("unit")
        }
        assert self.typed <= kept

    def teardown(self) -> None:
        """Each sequence begins with an empty database."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)


@pytest.mark.django_db
def test_random_releases_and_edits_agree_with_the_reference() -> None:
    run_state_machine_as_test(
        Releases, settings=settings(max_examples=12, stateful_step_count=14, deadline=None)
    )
