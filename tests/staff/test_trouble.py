"""What a person of the staff is told when a page stays closed: in words, and in the style that the page brings along."""

import re

import pytest
from django.test import Client

from education.clinics.models import Role
from education.publishing.stylesheet import stylesheet, stylesheet_hash
from tests.making import make_clinic, make_person

pytestmark = pytest.mark.django_db

PEOPLE = "/staff/people/"


@pytest.fixture
def author() -> Client:
    make_clinic()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person("author", Role.AUTHOR))
    return client


@pytest.mark.parametrize(("path", "status"), [(PEOPLE, 403), ("/staff/nothing/", 404)])
def test_a_closed_page_is_shown_in_its_own_style(author: Client, path: str, status: int) -> None:
    response = author.get(path)

    assert response.status_code == status
    style = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    assert len(style) == 1
    assert stylesheet_hash(style[0]) in response["Content-Security-Policy"]


def test_a_closed_page_leads_back_to_the_first_page_for_staff(author: Client) -> None:
    assert 'href="/staff/"' in author.get(PEOPLE).content.decode()


def test_a_form_from_elsewhere_is_told_apart_from_a_role_that_is_lacking(author: Client) -> None:
    forged = author.post("/staff/account/language/", {"language": "es"})
    lacking = author.get(PEOPLE)

    assert (forged.status_code, lacking.status_code) == (403, 403)
    assert "This form is too old" in forged.content.decode()
    assert "This form is too old" not in lacking.content.decode()


def test_a_page_for_everybody_names_the_hash_of_the_plain_style() -> None:
    assert stylesheet_hash(stylesheet()) in Client().get("/x" * 1500)["Content-Security-Policy"]
