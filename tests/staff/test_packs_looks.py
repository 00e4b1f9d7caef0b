"""The page “Packs” in Chromium, in English and in Arabic: accessible in both themes, and nothing runs off a phone."""

from itertools import islice

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from education.clinics.models import Person
from tests.exchange.packs.house import House, at_once, make_house, make_managers
from tests.making import put, sign_now
from tests.staff.looking import show
from tests.staff.test_looks import RULES

__all__ = ["at_once"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


@pytest.fixture
def house() -> House:
    """What waits, what can be accepted, what cannot, and what is refused: everything that the page can show."""
    house = make_house()
    house.sign("en")
    house.sign("es")
    return house


@pytest.fixture
def person(house: House) -> Person:
    return make_managers(house)[1]


@pytest.mark.parametrize(
    ("shows", "language", "theme", "width"),
    [
        ("first", "en", "light", 360),
        ("working", "ur", "light", 360),
        ("report", "ar", "dark", 360),
        ("report", "en", "light", 1280),
        ("refusal", "ar", "dark", 1280),
    ],
)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    page: Page, house: House, person: Person, shows: str, language: str, theme: str, width: int
) -> None:
    Person.objects.filter(pk=person.pk).update(interface_language=language)
    body = {"first": b"", "working": house.body(), "report": house.body(), "refusal": b"no pack"}[shows]
    put(house.part, by=house.ada, heading="Ours")
    sign_now(house.part, by=house.rosa)
    client = Client()
    client.force_login(person)
    sent = {"do": "look", "file": SimpleUploadedFile("a.pack", body)} if body else {}
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    given = client.post("/staff/packs/", sent, headers={"Host": "localhost"})
    # Of a page that is still coming only what has come.
    come = b"".join(islice(given, 2)) if shows == "working" else given.getvalue()
    show(page, "/staff/packs/", HttpResponse(come, headers=given.headers), width=width)
    assert page.locator(".work-step:visible").count() == (shows == "working")
    found = Axe().run(page, options=RULES)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
