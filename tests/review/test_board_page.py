"""The page of the board: filters, links for whom they are open, and a fixed number of queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Clinic, Person, Role
from education.content.models import Section, Weight
from education.review.models import Edition
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put, sign_now

pytestmark = pytest.mark.django_db

BOARD = "/staff/words/sciatica/"


@pytest.fixture
def section() -> Section:
    """Signed in English, drafted in Spanish, missing in Arabic; and a warning sign that is missing everywhere."""
    make_clinic()
    rosa = make_person("rosa", Role.REVIEWER, ["en", "es"])
    section = make_section(make_article())
    put(section, by=rosa, heading="Pain")
    sign_now(section, by=rosa)
    put(section, "es", by=make_person("tom", Role.TRANSLATOR, ["es"]), heading="Dolor")
    make_red_flag(section.article)
    return section


def as_(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(username=name))
    return client


def cells(name: str, query: str = "") -> list[tuple[str, str]]:
    """(address or nothing, words) of every cell that is shown."""
    html = as_(name).get(BOARD + query).content.decode()
    found = re.findall(r'<td><(?:a|span) class="c [^"]*"(?: href="([^"]*)")?>(.*?)</(?:a|span)>', html)
    return [(address, re.sub("<[^>]+>", "", words)) for address, words in found]


def test_every_cell_says_its_state_and_opens_in_one_click_where_the_person_may(section: Section) -> None:
    assert cells("tom") == [
        ("", "signed"), ("es/definition/", "draft"), ("", "missing"),
        ("", "missing"), ("es/sign-numb/", "missing"), ("", "missing"),
    ]  # fmt: skip
    assert as_("tom").get(f"{BOARD}es/definition/").status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=draft", ["draft"]),
        ("?state=withdrawn", []),
        ("?kind=red_flag", ["missing"] * 3),
        ("?weight=ordinary", ["signed review overdue", "draft", "missing"]),
        ("?language=es", ["draft", "missing"]),
        ("?language=es&state=missing&weight=safety", ["missing"]),
        ("?mine=on", ["draft"]),
        ("?review=due", ["signed review overdue"]),
        ("?review=overdue&language=es", []),
        ("?state=burnt&kind=x&language=xx", ["signed review overdue", "draft", *["missing"] * 4]),
    ],
)
def test_it_can_be_filtered(section: Section, query: str, expected: list[str]) -> None:
    Edition.objects.update(next_review="2020-01-01")
    assert [words.replace(" ", "") for _address, words in cells("tom", query)] == [
        words.replace(" ", "") for words in expected
    ]


def test_it_says_what_waits_for_whom_the_person_who_looks_first(section: Section) -> None:
    make_person("ann", Role.AUTHOR)
    put(section, by=Person.objects.get(username="rosa"), heading="More pain")
    html = as_("tom").get(BOARD).content.decode()
    table = html[html.index('id="waiting"') : html.index('id="texts"')]
    assert re.findall(r'<th scope="row">(\w+)', table) == ["tom", "ann"]
    assert "rosa" not in table


def test_a_filter_that_finds_nothing_says_what_to_do(section: Section) -> None:
    html = as_("tom").get(f"{BOARD}?state=withdrawn").content.decode()
    assert "No text is like that" in html
    assert "Show all" in html


def test_an_article_that_is_not_there_is_not_found(section: Section) -> None:
    assert as_("tom").get("/staff/words/nothing/").status_code == 404
    assert as_("tom").post(BOARD).status_code == 405


def test_words_that_look_like_html_are_shown_as_words(section: Section) -> None:
    Section.objects.update(heading_en="<b>Pain</b>")
    assert "<b>Pain</b>" not in as_("tom").get(BOARD).content.decode()


def test_the_number_of_queries_is_the_same_however_much_there_is(section: Section) -> None:
    client, rosa = as_("tom"), Person.objects.get(username="rosa")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(BOARD).status_code == 200
        return len(queries)

    client.get("/staff/")  # the session is noted as in use
    client.get(BOARD)
    before = asked()
    Clinic.objects.update(languages=["en", "es", "ar", "fr", "de", "pl"])
    for place in range(10):
        more = make_section(section.article, f"part-{place}", weight=Weight.SAFETY)
        put(more, by=rosa, heading=f"Part {place}")
        make_person(f"person{place}", Role.TRANSLATOR, ["fr"])
        put(more, "es", by=rosa, heading=f"Parte {place}")
    # One more where texts are checked that nobody checked before.
    assert asked() == before + 1 <= 12
    client.get(BOARD)
    assert asked() == before


class TestToday:
    def test_says_what_waits_with_the_board_as_the_first_link(self, section: Section) -> None:
        html = as_("tom").get("/staff/").content.decode()
        content = html[html.index('id="content-start"') :]
        assert re.findall(r'href="([^"]+)"', content)[0] == BOARD
        assert "1 text waits for you to write" in content

    def test_says_when_nothing_waits(self, section: Section) -> None:
        make_person("mona", Role.MANAGER)
        assert "Nothing waits for you here" in as_("mona").get("/staff/").content.decode()
