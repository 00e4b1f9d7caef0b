"""Taking in a delivery: what nobody changed follows, what was changed here waits, what is signed changes by a person only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Role
from education.content.models import Article, Citation, RedFlag, Section, Unit
from education.exchange.models import Offer
from education.exchange.offers import open_offers
from education.exchange.receiving import receive
from education.exchange.report import Report
from education.review.models import Revision
from tests.exchange.offering import Publisher, small
from tests.making import make_person, put, sign_now

pytestmark = pytest.mark.django_db


def given(publisher: Publisher) -> Report:
    return receive(publisher.offering())


def waiting() -> list[tuple[str, str]]:
    return [(item.offer.key, item.offer.language) for item in open_offers(Article.objects.get())]


def order() -> list[str]:
    return list(Unit.objects.order_by("position").values_list("key", flat=True))


def sign_causes() -> None:
    author, reviewer = make_person("ada", Role.AUTHOR), make_person("rosa", Role.REVIEWER, ["en"])
    sign_now(Section.objects.get(key="causes"), by=reviewer, asked_by=author)


class TestWords:
    def test_a_first_delivery_makes_everything(self) -> None:
        report = given(small())
        assert report.new == {"en": 3, "es": 3}
        assert order() == ["causes", "symptoms", "sign-numb"]
        sign = RedFlag.objects.get()
        assert (sign.taught_in, sign.urgency) == (Section.objects.get(key="causes"), "emergency")
        assert waiting() == []

    def test_untouched_words_follow_and_signed_ones_stay_on_the_shelf(self) -> None:
        publisher = small()
        given(publisher)
        sign_causes()
        publisher.words["en"]["causes"] = "What causes it"
        assert given(publisher).followed == {"en": 1}
        causes = Section.objects.get(key="causes")
        assert causes.words("en")["heading"] == "What causes it"
        newest = causes.revisions.latest("pk")
        assert (newest.origin, newest.by) == ("shipped", None)
        assert causes.approvals.latest("pk").revision.words == {"heading": "Causes"}

    def test_words_changed_here_are_kept_and_wait_once(self) -> None:
        publisher = small()
        given(publisher)
        put(
            Section.objects.get(key="causes"),
            "es",
            by=make_person("rosa", Role.REVIEWER, ["es"]),
            heading="Nuestras",
        )
        publisher.words["es"]["causes"] = "Motivos"
        assert given(publisher).kept == ["es: causes"]
        assert waiting() == [("causes", "es")]
        assert Section.objects.get(key="causes").words("es")["heading"] == "Nuestras"
        publisher.words["en"]["symptoms"] = "Signs"
        assert given(publisher).kept == [], "the same words are not asked about again"
        assert waiting() == [("causes", "es")]

    def test_an_offer_ends_when_the_publisher_goes_back(self) -> None:
        publisher = small()
        given(publisher)
        put(Section.objects.get(key="causes"), by=make_person("ada", Role.AUTHOR), heading="Ours")
        for words, expected in (("Newer", [("causes", "en")]), ("Causes", [])):
            publisher.words["en"]["causes"] = words
            given(publisher)
            assert waiting() == expected

    def test_an_offer_ends_when_somebody_writes_the_same_words(self) -> None:
        publisher = small()
        given(publisher)
        author = make_person("ada", Role.AUTHOR)
        put(Section.objects.get(key="causes"), by=author, heading="Ours")
        publisher.words["en"]["causes"] = "Newer"
        given(publisher)
        put(Section.objects.get(key="causes"), by=author, heading="Newer")
        assert waiting() == []
        publisher.words["en"]["causes"] = "Newest"
        assert given(publisher).followed == {"en": 1}, "these are the publisher's words again"

    def test_two_publishers_do_not_mix(self) -> None:
        given(small())
        pack = small()
        pack.name = "A health trust"
        pack.words["en"]["causes"] = "Causes, says the trust"
        assert given(pack).kept == ["en: causes"], "words of the project are not the trust's to replace"
        assert given(small()).unchanged


class TestFacts:
    def test_facts_follow_while_nothing_is_signed(self) -> None:
        publisher = small()
        given(publisher)
        publisher.units["sign-numb"][1].update(urgency="same_day")
        assert given(publisher).facts_kept == []
        assert RedFlag.objects.get().urgency == "same_day"

    def test_facts_of_a_signed_text_wait_for_a_person(self) -> None:
        publisher = small()
        given(publisher)
        sign_causes()
        publisher.units["causes"][1].update(citations=[])
        publisher.units["symptoms"][1].update(schema_type="MedicalSymptom")
        assert given(publisher).facts_kept == ["causes"]
        assert list(Section.objects.get(key="causes").citations.all()) == [Citation.objects.get()]
        assert Section.objects.get(key="symptoms").schema_type == "MedicalSymptom"
        assert waiting() == [("causes", "")]

    def test_facts_changed_here_are_kept(self) -> None:
        publisher = small()
        given(publisher)
        RedFlag.objects.update(urgency="soon")
        publisher.units["sign-numb"][1].update(urgency="same_day")
        assert given(publisher).facts_kept == ["sign-numb"]
        assert RedFlag.objects.get().urgency == "soon"

    def test_facts_of_an_old_copy_without_offers_follow_unless_the_log_names_the_unit(self) -> None:
        publisher = small()
        given(publisher)
        Offer.objects.all().delete()
        publisher.units["sign-numb"][1].update(urgency="same_day")
        assert given(publisher).facts_kept == []
        assert RedFlag.objects.get().urgency == "same_day"


class TestStructure:
    def test_a_new_unit_stands_behind_its_neighbour(self) -> None:
        publisher = small()
        given(publisher)
        units = list(publisher.units.items())
        publisher.units = dict([units[0], ("tests", ("section", {"parent": "symptoms"})), *units[1:]])
        publisher.words["en"]["tests"] = "Tests"
        assert given(publisher).new == {"en": 1}
        assert order() == ["causes", "tests", "symptoms", "sign-numb"]
        assert Section.objects.get(key="tests").parent == Section.objects.get(key="symptoms")

    def test_a_unit_that_is_dropped_stays_and_is_listed_until_somebody_knows(self) -> None:
        publisher = small()
        given(publisher)
        del publisher.units["symptoms"]
        assert given(publisher).dropped == ["symptoms"]
        assert Section.objects.get(key="symptoms").words("en")["heading"] == "Symptoms"
        assert waiting() == [("symptoms", "")]

    def test_a_unit_of_ours_is_no_dropped_unit(self) -> None:
        publisher = small()
        given(publisher)
        ours = Section.objects.create(article=Article.objects.get(), key="ours", kind="section", position=9)
        put(ours, by=make_person("ada", Role.AUTHOR), heading="Ours")
        publisher.words["en"]["causes"] = "Newer"
        assert given(publisher).dropped == []
        assert order() == ["causes", "symptoms", "sign-numb", "ours"]

    @pytest.mark.parametrize("signed", [False, True])
    def test_a_moved_order_follows_while_nothing_is_signed(self, *, signed: bool) -> None:
        publisher = small()
        given(publisher)
        if signed:
            sign_causes()
        publisher.units = dict(reversed(publisher.units.items()))
        assert given(publisher).facts_kept == ([""] if signed else [])
        moved = ["sign-numb", "symptoms", "causes"]
        assert order() == (moved[::-1] if signed else moved)
        assert waiting() == ([("", "")] if signed else [])

    def test_a_corrected_source_waits_while_a_signed_text_may_name_it(self) -> None:
        publisher = small()
        given(publisher)
        sign_causes()
        publisher.sources["ng59"] = {**publisher.sources["ng59"], "year": 2021}
        given(publisher)
        assert Citation.objects.get().year == 2020
        assert waiting() == [("", "")]


class TestAgain:
    def test_the_same_delivery_changes_nothing(self) -> None:
        given(small())
        count = Offer.objects.count(), Revision.objects.count()
        with CaptureQueriesContext(connection) as queries:
            assert given(small()) == Report(unchanged=True)
        assert (Offer.objects.count(), Revision.objects.count()) == count
        assert len(queries) < 12

    def test_queries_grow_with_what_changed(self) -> None:
        def asked(texts: int) -> int:
            for key in list(publisher.words["en"])[:texts]:
                publisher.words["en"][key] += "!"
            with CaptureQueriesContext(connection) as queries:
                given(publisher)
            return len(queries)

        publisher = small()
        publisher.units |= {f"part-{number}": ("section", {}) for number in range(30)}
        publisher.words["en"] |= {f"part-{number}": f"Part {number}" for number in range(30)}
        given(publisher)
        one, two = asked(1), asked(2)
        assert one < 40
        assert two - one <= 10
