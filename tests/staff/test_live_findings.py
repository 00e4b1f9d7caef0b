"""Findings while somebody types: the same as a save shows, for the same people, and nothing is stored."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from education.clinics.models import Person, Role
from education.content.models import Section
from education.review.models import Revision
from education.review.unit import LONGEST_CHECK
from tests.making import make_article, make_clinic, make_person, make_section, put, standing_of

pytestmark = pytest.mark.django_db

UNIT = "/staff/words/sciatica/es/definition/"
LIVE = f"{UNIT}findings/"


@pytest.fixture
def translator() -> Person:
    make_clinic()
    return make_person("tariq", Role.TRANSLATOR, ["es"])


@pytest.fixture
def section(translator: Person) -> Section:
    section = make_section(make_article())
    put(section, heading="Pain", body="It hurts for 6 weeks.\n\nIt does not last.")
    put(section, "es", heading="Dolor", body="Duele 6 semanas.\n\nNo dura.")
    return section


def as_(person: Person, *, checks_tokens: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks_tokens)
    client.force_login(person)
    return client


def found(response: object) -> list[str]:
    """What the answer says beside the boxes and in sum, in order."""
    assert isinstance(response, HttpResponse)
    html = response.content.decode()
    return re.findall(
        r'<(?:div|p) class="[^"]*" id="findings-[^"]*"[^>]*data-found>.*?</(?:div|p)>', html, re.DOTALL
    )


def test_says_what_a_save_of_the_same_words_shows(section: Section, translator: Person) -> None:
    words = {"heading": "Dolor", "body": "Duele 8 semanas."}
    client = as_(translator)
    live = found(client.post(LIVE, words))
    saved = found(client.post(UNIT, {**words, "seen": standing_of(section, "es").desk_print}, follow=True))
    assert live == saved
    assert "6" in live[2]
    assert "Findings: 3." in live[-1]
    assert len(live) == len(section.FIELDS) + 1


def test_stores_nothing(section: Section, translator: Person) -> None:
    client = as_(translator)
    client.post(LIVE, {"heading": "Otro", "body": "Otro."})
    assert Revision.objects.filter(language="es").count() == 1
    assert standing_of(section, "es").desk["heading"] == "Dolor"
    assert "Otro" not in str(dict(client.session))


@pytest.mark.parametrize("body", ["", "{phone}", "<script>", "x\x00y", "[a](#nowhere)", "٩" * 300])
def test_takes_whatever_somebody_types(section: Section, translator: Person, body: str) -> None:
    assert as_(translator).post(LIVE, {"body": body}).status_code == 200


def test_leaves_very_long_words_to_the_save(section: Section, translator: Person) -> None:
    client = as_(translator)
    assert client.post(LIVE, {"body": "x" * LONGEST_CHECK}).status_code == 200
    assert client.post(LIVE, {"body": "x" * LONGEST_CHECK, "heading": "y"}).status_code == 413


def test_asks_for_the_token_of_the_form(section: Section, translator: Person) -> None:
    client = as_(translator, checks_tokens=True)
    assert client.post(LIVE, {"body": "x"}).status_code == 403
    token = client.get(UNIT).context["csrf_token"]
    assert client.post(LIVE, {"body": "x", "csrfmiddlewaretoken": str(token)}).status_code == 200


def test_a_button_does_the_same_without_scripts(section: Section, translator: Person) -> None:
    words = {"heading": "Dolor", "body": "Duele 8 semanas.", "seen": "old", "check": "1"}
    response = as_(translator).post(UNIT, words)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Checked. Nothing is saved yet." in html
    assert "Duele 8 semanas.</textarea>" in html
    assert found(response) == found(as_(translator).post(LIVE, words))
    assert Revision.objects.filter(language="es").count() == 1


def test_each_box_names_its_findings(section: Section, translator: Person) -> None:
    html = as_(translator).get(UNIT).content.decode()
    for name in section.FIELDS:
        assert re.search(rf'<textarea name="{name}"[^>]*aria-describedby="[^"]*findings-{name}"', html)
        assert f'id="findings-{name}"' in html
