"""An edition accepted from a publisher is named as such wherever readers see who signed, and never as the clinic's own."""

import pytest
from django.test import Client

from education.clinics.models import Person
from education.content.models import Article
from education.exchange.packs.accepting import accept
from education.exchange.packs.taking import take_in
from education.publishing.reading import read_article
from education.review.models import Edition
from tests.exchange.packs.house import NAME, make_house, make_managers
from tests.making import put, sign_now

pytestmark = pytest.mark.django_db

SIGNED = "signed by rosa (Consultant in the tests) on May 3, 2026"


@pytest.fixture
def manager() -> Person:
    """Accepted everything that a house signed on the third of May."""
    house = make_house()
    house.sign("en")
    Edition.objects.update(signed_at="2026-05-03T12:00Z")
    pack = house.pack()
    house.put_aside()
    _first, second = make_managers(house)
    take_in(pack, by=None)
    accept(pack, Article.objects.get(key="sciatica"), "en", by=second)
    return second


def html(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", ["/en/sciatica/", "/en/sciatica/editions/", "/en/sciatica/editions/1/"])
def test_every_page_that_names_the_signer_names_the_publisher(manager: Person, path: str) -> None:
    page = html(path)
    assert page.count(SIGNED) == page.count(f"{SIGNED}, accepted from {NAME}") > 0
    assert str(manager) not in page


def test_the_reading_says_it_to_every_outlet(manager: Person) -> None:
    article = Article.objects.get(key="sciatica")
    signed = read_article(article, manager.memberships.get().clinic, "en").record.signed
    assert [(one.signer, one.publisher, one.signed_on.isoformat()) for one in signed] == [
        ("rosa", NAME, "2026-05-03")
    ]


def test_what_is_signed_here_is_named_as_before(manager: Person) -> None:
    article = Article.objects.get(key="sciatica")
    part, rosa = article.units.get(key="causes").child, Person.objects.get(username="rosa")
    put(part, by=rosa, heading="Ours")
    sign_now(part, by=rosa)
    page = html("/en/sciatica/editions/2/")
    assert "Edition 2, signed by rosa (Consultant in the tests) on " in page
    assert NAME not in page.partition("About this page")[0]
