"""A pack that is older than what was accepted of its publisher: it undoes nothing, and the page says why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from education.clinics.models import Person
from education.content.models import RedFlag, Unit
from education.exchange.models import Delivery, Offer
from education.exchange.packs.file import PackRefused
from education.exchange.packs.pack import Pack
from education.exchange.packs.reading import read_pack
from education.exchange.packs.taking import Taken, take_in
from education.review.actions import withdraw
from education.review.models import Approval, Edition, Revision
from tests.exchange.packs.house import NAME, House, at_once, make_managers, make_signed_house
from tests.making import make_section, put

__all__ = ["at_once"]

pytestmark = pytest.mark.django_db

OLDER = f"older than what is here: {NAME} has signed or withdrawn “causes” since"


@pytest.fixture
def house() -> House:
    """Everything signed in English; nothing of it is at the clinic yet."""
    return make_signed_house()


@pytest.fixture
def marek(house: House) -> Person:
    return make_managers(house)[1]


def take(pack: Pack, by: Person, *, dry_run: bool = False) -> Taken:
    """Taken in at the clinic, with every signature in English."""
    return take_in(pack, by=by, languages=["en"], dry_run=dry_run)


def on_shelf() -> Approval:
    """The newest word on “causes” at the clinic."""
    found = Approval.objects.filter(edition__article__key="sciatica", unit__key="causes")
    return found.select_related("revision", "edition").latest("pk")


def desk() -> str:
    return Unit.objects.get(article__key="sciatica", key="causes").child.words("en")["heading"]


def rows() -> list[int]:
    return [model.objects.count() for model in (Delivery, Offer, Revision, Edition, Approval)]


def withdrawn(house: House) -> Pack:
    withdraw(house.article, "en", ["causes"], by=house.rosa, reason="Dangerous.")
    return house.pack()


def reworded(house: House, heading: str = "What causes it") -> Pack:
    put(house.part, by=house.ada, heading=heading)
    house.sign("en", house.part)
    return house.pack()


def days_ago(house: House, days: int) -> None:
    """All that the publisher signed so far was signed then."""
    Edition.objects.filter(article=house.article).update(signed_at=timezone.now() - timedelta(days=days))


def test_what_the_publisher_withdrew_stays_withdrawn(house: House, marek: Person) -> None:
    old, new = house.pack(), withdrawn(house)
    house.put_aside()
    take(old, marek)
    assert take(new, marek).accepted["en"].withdrawn == ("causes",)
    before = rows()
    for dry_run in (True, False):
        with pytest.raises(PackRefused, match=OLDER):
            take(old, marek, dry_run=dry_run)
    assert on_shelf().withdrawn
    assert rows() == before


def test_newer_signed_words_stay_on_the_shelf_and_on_the_desk(house: House, marek: Person) -> None:
    old, new = house.pack(), reworded(house)
    house.put_aside()
    take(old, marek)
    take(new, marek)
    with pytest.raises(PackRefused, match=OLDER):
        take_in(old, by=None)
    assert (on_shelf().revision.words, desk()) == ({"heading": "What causes it"}, "What causes it")
    assert take(new, marek).report.unchanged, "the newest pack is still the newest"


def test_an_older_withdrawal_takes_nothing_newer_down(house: House, marek: Person) -> None:
    first, second, third = house.pack(), withdrawn(house), reworded(house)
    house.put_aside()
    for pack in (first, second, third):
        take(pack, marek)
    for pack in (first, second):
        with pytest.raises(PackRefused, match=OLDER):
            take(pack, marek)
    assert not on_shelf().withdrawn


@pytest.mark.parametrize("newer", [withdrawn, reworded])
def test_an_older_pack_that_never_came_is_known_by_its_day(
    house: House, marek: Person, newer: Callable[[House], Pack]
) -> None:
    days_ago(house, 3)
    first = house.pack()
    put(house.title, by=house.ada, heading="About sciatica")
    house.sign("en", house.title)
    unseen = house.pack()
    new = newer(house)
    house.put_aside()
    take(first, marek)
    take(new, marek)
    before = rows()
    with pytest.raises(PackRefused, match=OLDER):
        take(unseen, marek)
    assert rows() == before


def test_a_newer_pack_is_taken_in_whatever_the_older_ones_were(house: House, marek: Person) -> None:
    packs = [house.pack(), withdrawn(house), reworded(house, "Better"), withdrawn(house), reworded(house)]
    house.put_aside()
    for pack in packs:
        take(pack, marek)
        assert take(pack, marek).report.unchanged
    assert (on_shelf().withdrawn, desk()) == (False, "What causes it")


def test_the_same_words_signed_again_on_the_same_day_are_newer(house: House, marek: Person) -> None:
    old, down = house.pack(), withdrawn(house)
    house.sign("en", house.part)
    again = house.pack()
    house.put_aside()
    for pack in (old, down, again):
        take(pack, marek)
    assert not on_shelf().withdrawn
    with pytest.raises(PackRefused, match=OLDER):
        take(down, marek)


def test_a_withdrawal_after_a_day_that_was_wrong_there_is_followed(house: House, marek: Person) -> None:
    days_ago(house, -400)
    old = house.pack()
    new = withdrawn(house)
    house.put_aside()
    take(old, marek)
    assert take(new, marek).accepted["en"].withdrawn == ("causes",)


def test_a_fact_that_the_publisher_put_back_is_no_older_pack(house: House, marek: Person) -> None:
    """Nothing was signed meanwhile, so it is the first file again, byte for byte."""
    first = house.pack()
    RedFlag.objects.filter(pk=house.weak.pk).update(urgency="same_day")
    second = house.pack()
    house.put_aside()
    for pack in (first, second, first):
        assert not take(pack, marek).report.unchanged


def test_words_of_a_publisher_whose_signatures_nobody_accepts_are_only_words(house: House) -> None:
    first, second = house.pack(), reworded(house)
    house.put_aside()
    for pack in (first, second, first):
        take_in(pack, by=None)
    assert desk() == "Causes"
    assert not Approval.objects.filter(edition__article__key="sciatica").exists()


def test_it_costs_the_same_queries_however_much_was_accepted(house: House, marek: Person) -> None:
    def queries() -> int:
        pack = house.pack()
        take(pack, marek)
        with CaptureQueriesContext(connection) as asked:
            take_in(pack, by=None)
        return len(asked)

    old = house.pack()
    house.put_aside()
    take(old, marek)
    few = queries()
    for number in range(9):
        put(more := make_section(house.article, f"more-{number}"), by=house.ada, heading=f"More {number}")
        house.sign("en", more)
    assert queries() == few


@pytest.mark.usefixtures("at_once")
def test_the_page_says_it_before_anybody_accepts(house: House, marek: Person) -> None:
    body, new = house.body(), withdrawn(house)
    house.put_aside()
    take(read_pack(body), marek)
    take(new, marek)
    client = Client()
    client.force_login(marek)
    answer = client.post("/staff/packs/", {"do": "look", "file": SimpleUploadedFile("old.pack", body)})
    said = answer.getvalue().decode()
    assert OLDER in said
    assert "Nothing was changed." in said
    assert 'name="accept"' not in said
