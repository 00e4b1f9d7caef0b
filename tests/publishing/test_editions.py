"""The public editions: the page as it read then, marked as what it is now, and never taken for the page of today."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Clinic, Person, Role
from education.content.models import Article, RedFlag, Section
from education.review.actions import withdraw
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put, sign_now

pytestmark = pytest.mark.django_db

LIST = "/en/sciatica/editions/"


@pytest.fixture
def author() -> Person:
    make_clinic(languages=["en", "es"])
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def reviewer(author: Person) -> Person:
    return make_person("rosa", Role.REVIEWER, ["en", "es"])


@pytest.fixture
def article(author: Person, reviewer: Person) -> Article:
    """Three editions: everything; “Ache” for “Pain”; the warning sign said better."""
    article = make_article()
    title = make_section(article, "title", placement="title")
    part = make_section(article)
    flag = make_red_flag(article, taught_in=part)
    put(title, by=author, heading="Can it?")
    put(part, by=author, heading="Pain", body="It hurts.")
    put(flag, by=author, sign="Numb skin")
    sign_now(title, part, flag, by=reviewer, note="First reading.")
    put(part, by=author, heading="Ache", body="It aches.")
    sign_now(part, by=reviewer, note="Said more plainly.")
    put(flag, by=author, sign="New numb skin")
    sign_now(flag, by=reviewer)
    return article


def html(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_edition_reads_as_it_read_then(article: Article) -> None:
    first, second = html(f"{LIST}1/"), html(f"{LIST}2/")
    assert "It hurts." in first
    assert "It aches." not in first
    assert "It aches." in second
    assert "It hurts." not in second


def test_an_earlier_edition_says_so_and_the_newest_says_that(article: Article) -> None:
    assert "This is an earlier edition" in html(f"{LIST}2/")
    newest = html(f"{LIST}3/")
    assert "This is an earlier edition" not in newest
    assert "This is the newest edition" in newest


def test_words_withdrawn_later_are_marked_where_they_stand(article: Article, reviewer: Person) -> None:
    assert "withdrew" not in html(f"{LIST}2/")
    withdraw(article, "en", ["definition"], by=reviewer, reason="Wrong")
    assert "A clinician withdrew some of these words." in html(f"{LIST}2/")
    assert html(f"{LIST}2/").count("A clinician withdrew this text on") == 1
    assert "withdrew" not in html(f"{LIST}1/"), "other words stood there then"
    assert "It aches." not in html(f"{LIST}4/")


def test_words_signed_again_after_a_withdrawal_are_not_marked(
    article: Article, author: Person, reviewer: Person
) -> None:
    withdraw(article, "en", ["definition"], by=reviewer, reason="Wrong")
    sign_now(Section.objects.get(key="definition"), by=reviewer, asked_by=author)
    assert "withdrew" not in html(f"{LIST}2/")


def test_drafts_and_unsigned_words_never_show(article: Article, author: Person) -> None:
    Clinic.objects.update(show_unsigned=True)
    put(Section.objects.get(key="definition"), by=author, heading="Half a", body="Draft.")
    put(make_section(article, "new"), by=author, heading="Never signed")
    for number in (1, 2, 3):
        assert "Draft." not in html(f"{LIST}{number}/")
        assert "Never signed" not in html(f"{LIST}{number}/")


def test_a_signed_part_of_an_unsigned_whole_is_shown(
    article: Article, author: Person, reviewer: Person
) -> None:
    whole = make_section(article, "whole")
    part = make_section(article, "part", parent=whole)
    put(part, by=author, heading="A part", body="Signed alone.")
    sign_now(part, by=reviewer)
    assert "Signed alone." in html(f"{LIST}4/")


@pytest.mark.parametrize("path", [LIST, f"{LIST}1/", f"{LIST}3/"])
def test_search_engines_leave_it_out(article: Article, path: str) -> None:
    response = Client().get(path)
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert not response.cookies
    assert "X-Robots-Tag" not in Client().get("/en/sciatica/")


@pytest.mark.parametrize(
    "path",
    [
        f"{LIST}0/", f"{LIST}4/", f"{LIST}{'9' * 40}/", f"{LIST}one/", "/es/sciatica/editions/",
        "/es/sciatica/editions/1/", "/xx/sciatica/editions/1/", "/en/nothing/editions/1/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found_in_words(article: Article, path: str) -> None:
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()


def test_the_list_names_every_edition_with_who_and_when_and_the_page_leads_to_it(
    article: Article, reviewer: Person
) -> None:
    withdraw(article, "en", ["definition"], by=reviewer, reason="A secret of the house")
    page = html(LIST)
    assert "Edition 1, signed by rosa" in page
    assert "First reading." in page
    assert "words were withdrawn" in page
    assert "A secret of the house" not in page, "readers see the day, not the reason"
    assert f'href="{LIST}"' in html("/en/sciatica/")


def test_the_strip_of_an_old_edition_is_that_of_today(
    article: Article, author: Person, reviewer: Person
) -> None:
    strip = make_section(article, "strip", placement="strip")
    put(strip, by=author, heading="Numb between the legs? Call {emergency_number}.")
    sign_now(strip, by=reviewer)
    assert "Numb between the legs?" in html(f"{LIST}1/")


def test_takes_the_same_number_of_queries_however_many_editions(
    article: Article, author: Person, reviewer: Person
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            html(f"{LIST}1/")
        return len(queries)

    few = count()
    flag = RedFlag.objects.get()
    for number in range(5):
        put(flag, by=author, sign=f"Numb skin {number}")
        sign_now(flag, by=reviewer)
        put(make_section(article, f"part-{number}"), by=author, heading="More")
    assert count() == few
    assert few <= 14


def test_pages_of_an_article_without_a_title_are_headed_by_the_name_of_the_clinic(
    article: Article, reviewer: Person
) -> None:
    withdraw(article, "en", ["title"], by=reviewer, reason="Wrong.")
    name = Clinic.objects.get().name
    assert f">{name}</h1>" in html("/en/sciatica/")
    for path in ("/en/", LIST, "/en/sciatica/sources/", f"{LIST}4/"):
        assert len(re.findall(r"<h1[^>]*>[^<]+", html(path))) == 1
