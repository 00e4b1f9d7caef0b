"""A pack from one house to another: what travels, what stays at home, and how it meets what lies there."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from education.clinics.access import NotAllowed
from education.clinics.models import Role
from education.content.models import Article, RedFlag, Section, Unit
from education.exchange.actions import keep, take
from education.exchange.models import Delivery, Offer
from education.exchange.offers import open_offers
from education.exchange.packs.file import PackRefused
from education.exchange.packs.making import make_pack
from education.exchange.packs.reading import read_pack
from education.exchange.packs.taking import Taken, take_in
from education.exchange.views import seen
from education.review.actions import withdraw
from education.review.models import Edition, Revision
from tests.exchange.packs.house import NAME, House, make_house
from tests.exchange.packs.test_reading import PLAIN
from tests.making import make_person, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def brought(house: House) -> Taken:
    """Its pack, taken in at a clinic that never saw the article."""
    pack = house.pack()
    house.put_aside()
    return take_in(pack, by=None)


def here(key: str) -> Unit:
    found = Unit.objects.get(article__key="sciatica", key=key)
    return found.child


def waiting() -> list[tuple[str, str]]:
    items = open_offers(Article.objects.get(key="sciatica"))
    return [(item.offer.key, item.offer.language) for item in items]


def page(language: str) -> str:
    response = Client().get(f"/{language}/sciatica/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_same_article_gives_the_same_file(house: House) -> None:
    house.sign("en")
    assert house.body() == house.body()
    put(house.part, by=house.ada, heading="A draft")
    assert house.body() == read_back(house), "a draft of signed words changes nothing"


def read_back(house: House) -> bytes:
    body = house.body()
    assert read_pack(body).offering.words["en"]["causes"] == {"heading": "Causes"}
    return body


def test_pages_read_the_same_at_the_other_clinic(house: House) -> None:
    before = {code: page(code) for code in ("en", "es")}
    assert brought(house).report.new == {"en": 4, "es": 4}
    assert {code: page(code) for code in ("en", "es")} == before


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(heading=PLAIN, body=PLAIN, language=st.sampled_from(["en", "es", "ar", "zh-hans"]))
def test_words_of_any_script_lie_there_as_they_lay_here(
    house: House, heading: str, body: str, language: str
) -> None:
    with transaction.atomic():
        put(house.part, language, heading=heading, body=body)
        before = Section.objects.get(pk=house.part.pk)
        brought(house)
        assert here("causes").words(language) == before.words(language)
        assert here("causes").print_of(language) == before.print_of(language)
        transaction.set_rollback(True)


def test_structure_and_sources_travel(house: House) -> None:
    brought(house)
    flag, part = here("sign-numb"), here("causes")
    assert isinstance(flag, RedFlag)
    assert (flag.urgency, flag.weight, flag.taught_in) == ("emergency", "safety", part)
    assert [source.title for source in part.citations.all()] == ["Pain"]
    assert list(Unit.objects.filter(article__key="sciatica").order_by("position").values_list("key", flat=True)) == [
        "title", "causes", "sign-numb", "sign-weak",
    ]  # fmt: skip


def test_words_say_whose_they_are_and_who_made_them(house: House) -> None:
    put(house.part, "es", by=house.ada, heading="Las causas")
    brought(house)
    revision = here("causes").revisions.get(language="es")
    assert (revision.origin, revision.maker, revision.by, revision.imported_by) == (
        "imported",
        "person",
        None,
        NAME,
    )
    assert here("title").revisions.get(language="es").maker == "computer"


def test_signatures_travel_and_nothing_is_signed_by_them(house: House) -> None:
    house.sign("en")
    assert [item.key for item in house.pack().signed["en"].approvals] == [
        "title",
        "causes",
        "sign-numb",
        "sign-weak",
    ]
    editions = Edition.objects.count()
    brought(house)
    assert Edition.objects.count() == editions


def test_drafts_and_withdrawn_words_stay_at_home(house: House) -> None:
    house.sign("en")
    put(house.title, by=house.ada, heading="Half of a new")
    withdraw(house.article, "en", ["causes"], by=house.rosa, reason="Wrong.")
    pack = house.pack()
    assert pack.offering.words["en"]["title"] == {"heading": "Sciatica"}
    assert "causes" not in pack.offering.words["en"], "withdrawn words are offered to nobody"
    assert [item.key for item in pack.signed["en"].approvals if item.withdrawn] == ["causes"]
    put(house.part, by=house.ada, heading="Better")
    assert house.pack().offering.words["en"]["causes"] == {"heading": "Better"}


def test_words_that_were_withdrawn_before_the_last_ones_stay_at_home_too(house: House) -> None:
    house.sign("en")
    withdraw(house.article, "en", ["causes"], by=house.rosa, reason="Wrong.")
    put(house.part, by=house.ada, heading="Better")
    house.sign("en", house.part)
    withdraw(house.article, "en", ["causes"], by=house.rosa, reason="Wrong too.")
    put(house.part, by=house.ada, heading="Causes")
    assert "causes" not in house.pack().offering.words["en"]
    assert house.pack().offering.words["es"]["causes"] == {"heading": "Causas"}
    house.sign("en", house.part)
    assert house.pack().offering.words["en"]["causes"] == {"heading": "Causes"}


def test_taking_it_in_twice_changes_nothing(house: House) -> None:
    brought(house)
    before = (Revision.objects.count(), Offer.objects.count(), Delivery.objects.count())
    house_again = house.pack()
    assert take_in(house_again, by=None).report.unchanged
    assert (Revision.objects.count(), Offer.objects.count(), Delivery.objects.count()) == before


def test_a_dry_run_says_the_same_and_changes_nothing(house: House) -> None:
    pack = house.pack()
    house.put_aside()
    said = take_in(pack, by=None, dry_run=True)
    assert not Article.objects.filter(key="sciatica").exists()
    assert said == take_in(pack, by=None)


class TestThreeWays:
    def test_words_that_nobody_changed_follow(self, house: House) -> None:
        brought(house)
        put(house.part, by=house.ada, heading="What causes it")
        assert take_in(house.pack(), by=None).report.followed == {"en": 1}
        assert here("causes").words("en")["heading"] == "What causes it"

    def test_words_that_were_changed_here_are_kept_and_wait(self, house: House) -> None:
        brought(house)
        put(here("causes"), by=house.ada, heading="Ours")
        put(house.part, by=house.ada, heading="Theirs")
        assert take_in(house.pack(), by=None).report.kept == ["en: causes"]
        assert here("causes").words("en")["heading"] == "Ours"
        assert waiting() == [("causes", "en")]

    def test_a_person_takes_or_keeps(self, house: House) -> None:
        brought(house)
        for key, unit in (("causes", house.part), ("title", house.title)):
            put(here(key), by=house.ada, heading=f"Our {key}")
            put(unit, by=house.ada, heading=f"Their {key}")
        take_in(house.pack(), by=None)
        for item in open_offers(Article.objects.get(key="sciatica")):
            if item.offer.key == "causes":
                take(item.offer, by=house.rosa, seen=seen(item))
            else:
                keep(item.offer, by=house.rosa)
        assert [here(key).words("en")["heading"] for key in ("causes", "title")] == [
            "Their causes",
            "Our title",
        ]
        assert here("causes").revisions.latest("pk").imported_by == NAME
        assert take_in(house.pack(), by=None).report.unchanged
        assert waiting() == []

    def test_words_and_facts_of_a_house_that_never_sent_any_replace_nothing(self, house: House) -> None:
        pack = house.pack()
        put(house.part, by=house.ada, heading="Ours")
        RedFlag.objects.filter(key="sign-numb").update(urgency="same_day")
        report = take_in(pack, by=None).report
        assert (report.kept, report.facts_kept) == (["en: causes"], ["sign-numb"])
        assert RedFlag.objects.get(key="sign-numb").urgency == "same_day"
        assert waiting() == [("causes", "en"), ("sign-numb", "")]

    def test_a_text_of_another_kind_refuses_the_whole_pack(self, house: House) -> None:
        pack = house.pack()
        house.put_aside()
        other = Article.objects.create(key="sciatica")
        RedFlag.objects.create(article=other, key="causes", kind="red_flag", weight="safety", urgency="soon")
        with pytest.raises(PackRefused, match="“causes” is a section in the pack and a warning sign here"):
            take_in(pack, by=None)
        assert Unit.objects.filter(article=other).count() == 1


def test_only_a_manager_takes_a_pack_in(house: House) -> None:
    pack = house.pack()
    with pytest.raises(NotAllowed):
        take_in(pack, by=house.rosa)
    assert not take_in(pack, by=make_person("mona", Role.MANAGER)).report.unchanged


def test_what_is_no_safety_text_at_home_makes_no_pack(house: House) -> None:
    assert house.pack().offering.units
    RedFlag.objects.update(weight="ordinary")
    with pytest.raises(PackRefused, match="“sign-numb” is safety text"):
        house.pack()


def test_a_pack_costs_the_same_queries_whatever_there_is(house: House) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            make_pack(house.article, NAME)
        return len(asked)

    few = queries()
    for number in range(12):
        more = Section.objects.create(article=house.article, key=f"more-{number}", kind="section", position=9)
        for code in ("en", "es", "ar"):
            put(more, code, heading=f"More {number}")
    assert queries() == few
