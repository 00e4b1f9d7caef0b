"""Deciding on new wording: take, keep, edit; who may; and that nothing is decided twice or over something unseen."""

import pytest
from django.contrib.admin.models import LogEntry

from education.clinics.access import NotAllowed
from education.clinics.models import Person, Role
from education.content.models import Article, RedFlag, Section, Unit
from education.exchange.actions import AlreadyDecided, FactsMoved, edit, keep, take
from education.exchange.facts import print_of
from education.exchange.models import Offer
from education.exchange.offers import Open, open_offers
from education.exchange.receiving import receive
from education.review.refusals import BadWords, WordsMoved
from tests.exchange.offering import Publisher, small
from tests.making import make_person, put, sign_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Person:
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def reviewer() -> Person:
    return make_person("rosa", Role.REVIEWER, ["en", "es"])


@pytest.fixture
def publisher(author: Person) -> Publisher:
    """Of whose new words for the causes one changed here is in the way."""
    made = small()
    receive(made.offering())
    put(causes(), by=author, heading="Ours")
    made.words["en"]["causes"] = "Newer"
    receive(made.offering())
    return made


def causes() -> Section:
    return Section.objects.get(key="causes")


def only() -> Open:
    (item,) = open_offers(Article.objects.get())
    return item


def desk() -> str:
    return causes().words("en")["heading"]


class TestWords:
    def test_taking_puts_them_on_the_desk_and_nowhere_else(
        self, publisher: Publisher, author: Person
    ) -> None:
        assert only().base == {"heading": "Causes"}
        take(only().offer, by=author, seen=causes().print_of("en"))
        newest = causes().revisions.latest("pk")
        assert (newest.words, newest.origin, newest.maker, newest.by) == (
            {"heading": "Newer"}, "shipped", "computer", author,
        )  # fmt: skip
        assert not causes().approvals.exists()
        assert open_offers(Article.objects.get()) == []
        publisher.words["en"]["causes"] = "Newest"
        assert receive(publisher.offering()).followed == {"en": 1}

    def test_keeping_is_remembered(self, publisher: Publisher, author: Person) -> None:
        keep(only().offer, by=author)
        assert (desk(), open_offers(Article.objects.get())) == ("Ours", [])
        publisher.words["en"]["symptoms"] = "Signs"
        receive(publisher.offering())
        assert open_offers(Article.objects.get()) == []
        publisher.words["en"]["causes"] = "Newest"
        assert receive(publisher.offering()).kept == ["en: causes"]
        assert only().base == {"heading": "Newer"}, "the view starts from what was decided on"

    def test_editing_writes_words_of_ours(self, publisher: Publisher, author: Person) -> None:
        edit(only().offer, {"heading": "Both"}, by=author, seen=causes().print_of("en"))
        assert (desk(), causes().revisions.latest("pk").origin) == ("Both", "typed")
        assert open_offers(Article.objects.get()) == []

    def test_bad_words_decide_nothing(self, publisher: Publisher, author: Person) -> None:
        with pytest.raises(BadWords):
            edit(only().offer, {"heading": "See <b>"}, by=author, seen=causes().print_of("en"))
        assert only().ours["heading"] == "Ours"

    def test_words_that_moved_since_they_were_shown_are_not_overwritten(
        self, publisher: Publisher, author: Person
    ) -> None:
        seen = causes().print_of("en")
        put(causes(), by=author, heading="Ours, again")
        with pytest.raises(WordsMoved):
            take(only().offer, by=author, seen=seen)
        assert desk() == "Ours, again"
        assert only()

    def test_nobody_decides_without_the_language(self, publisher: Publisher) -> None:
        translator = make_person("tariq", Role.TRANSLATOR, ["es"])
        with pytest.raises(NotAllowed):
            keep(only().offer, by=translator)
        with pytest.raises(NotAllowed):
            take(only().offer, by=translator, seen=causes().print_of("en"))
        assert desk() == "Ours"

    def test_what_is_decided_or_overtaken_is_refused(self, publisher: Publisher, author: Person) -> None:
        first = only().offer
        publisher.words["en"]["causes"] = "Newest"
        receive(publisher.offering())
        with pytest.raises(AlreadyDecided):
            keep(first, by=author)
        second = only().offer
        keep(second, by=author)
        with pytest.raises(AlreadyDecided):
            take(second, by=author, seen=causes().print_of("en"))


class TestFacts:
    @pytest.fixture
    def item(self, author: Person, reviewer: Person) -> Open:
        """A new urgency for a warning sign that is signed."""
        publisher = small()
        receive(publisher.offering())
        sign_now(RedFlag.objects.get(), by=reviewer, asked_by=author)
        publisher.units["sign-numb"][1].update(urgency="same_day")
        receive(publisher.offering())
        return only()

    def test_only_a_reviewer_of_the_source_takes_facts_of_signed_text(
        self, item: Open, author: Person, reviewer: Person
    ) -> None:
        with pytest.raises(NotAllowed):
            take(item.offer, by=author, seen=print_of(item.ours))
        assert RedFlag.objects.get().urgency == "emergency"
        take(item.offer, by=reviewer, seen=print_of(item.ours))
        assert RedFlag.objects.get().urgency == "same_day"
        assert open_offers(Article.objects.get()) == []

    def test_facts_that_moved_are_not_overwritten(self, item: Open, reviewer: Person) -> None:
        RedFlag.objects.update(urgency="soon")
        with pytest.raises(FactsMoved):
            take(item.offer, by=reviewer, seen=print_of(item.ours))
        assert RedFlag.objects.get().urgency == "soon"

    def test_a_dropped_text_can_be_kept_and_never_taken_away(self, author: Person) -> None:
        publisher = small()
        receive(publisher.offering())
        del publisher.units["symptoms"]
        receive(publisher.offering())
        with pytest.raises(AlreadyDecided):
            take(only().offer, by=author, seen="")
        keep(only().offer, by=author)
        assert open_offers(Article.objects.get()) == []
        assert Unit.objects.filter(key="symptoms").exists()

    def test_a_taken_order_keeps_our_own_units_in_place(self, author: Person, reviewer: Person) -> None:
        publisher = small()
        receive(publisher.offering())
        sign_now(causes(), by=reviewer, asked_by=author)
        ours = Section.objects.create(article=Article.objects.get(), key="ours", kind="section", position=9)
        put(ours, by=author, heading="Ours")
        publisher.units = dict(reversed(publisher.units.items()))
        receive(publisher.offering())
        item = only()
        take(item.offer, by=reviewer, seen=print_of(item.ours))
        assert list(Unit.objects.values_list("key", flat=True)) == ["sign-numb", "ours", "symptoms", "causes"]


def test_each_decision_stands_in_the_log(publisher: Publisher, author: Person) -> None:
    keep(only().offer, by=author)
    entry = LogEntry.objects.get(user=author)
    assert entry.get_change_message() == "kept ours: causes en"
    assert Offer.objects.get(decision__by=author).decision.choice == "keep"
