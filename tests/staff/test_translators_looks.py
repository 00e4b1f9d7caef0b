"""The pages “words for translators” in Chromium: accessible in both themes, in Arabic too, and nothing runs off a phone."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from education.clinics.models import Person, Role
from education.content.models import Section
from education.exchange.travelling.entries import Parcel
from tests.exchange.agency import WRITERS, sent, translated
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put
from tests.staff.looking import look_at, show
from tests.staff.test_looks import RULES

pytestmark = pytest.mark.django_db

PAGE = "/staff/translators/sciatica/"
BACK = f"{PAGE}returned/"
BODY = "It runs down one leg. Call {emergency_number} at once if both legs get weak.\n\n- Keep moving.\n- Rest little."
ARABIC = {
    "causes/heading": "«ما الذي يسبب عرق النسا؟»",
    "causes/body": "يمتد الألم إلى ساق واحدة. اتصل بـ {emergency_number} فورًا إذا ضعفت الساقان.\n\n- تحرّك.\n- لا تسترح كثيرًا.",
    "part-1/heading": "الجزء الأول من المقال",
    "part-2/heading": "الجزء الثاني {clinic_phone}",
    "part-3/heading": "الجزء الثالث",
}
"""New and mended, changed, refused, newer here; the warning sign is not translated."""


@pytest.fixture
def rosa() -> Person:
    make_clinic(languages=["en", "es", "ar"])
    article = make_article()
    put(make_section(article, "causes"), heading="What causes sciatica?", body=BODY)
    for number in range(1, 4):
        put(make_section(article, f"part-{number}"), heading=f"Part {number} of the article")
    put(make_red_flag(article), sign="Numb skin between the legs")
    return make_person("rosa", Role.REVIEWER, ["en", "es", "ar", "ur"])


@pytest.fixture
def returned(rosa: Person) -> Parcel:
    """A file with something of everything, and a text that is not here."""
    first, third = Section.objects.get(key="part-1"), Section.objects.get(key="part-3")
    put(first, "ar", by=rosa, heading="الجزء الأول")
    parcel = translated(sent(first.article, "ar"), ARABIC)
    put(third, "ar", by=rosa, heading="كُتب هنا في هذه الأثناء")
    return replace(parcel, entries=(replace(parcel.entries[0], id="sciatica/gone/heading"), *parcel.entries))


def answer(person: Person, file: bytes) -> HttpResponse:
    client = Client()
    client.force_login(person)
    form = {"language": "ar", "agency": "Example Translations", "file": SimpleUploadedFile("ar.xlf", file)}
    found = client.post(BACK, form, headers={"Host": "localhost"})
    assert isinstance(found, HttpResponse)
    return found


def is_accessible(page: Page, width: int) -> None:
    found = Axe().run(page, options=RULES)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
@pytest.mark.parametrize("interface", ["en", "ar"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    page: Page, rosa: Person, returned: Parcel, interface: str, theme: str, width: int
) -> None:
    Person.objects.update(interface_language=interface)
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    look_at(page, PAGE, rosa, width=width)
    is_accessible(page, width)
    show(page, BACK, answer(rosa, WRITERS["xlf"](returned)), width=width)
    assert page.locator(".verdict").count() == 6
    is_accessible(page, width)
    show(page, f"{BACK}?", answer(rosa, b"PK\x03\x04"), width=width)
    is_accessible(page, width)
