"""The pages for setting up a clinic in Chromium: accessible in both themes, and nothing runs off a phone."""

import base64
import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from PIL import Image
from playwright.sync_api import Page

from education.clinics.models import Person, Role
from tests.making import make_article, make_clinic, make_person, make_section, put
from tests.staff.looking import look_at
from tests.staff.test_looks import RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Person:
    make_clinic(languages=["en", "es", "ar"], show_unsigned=True)
    put(make_section(make_article(), "title", placement="title"), heading="Sciatica", key_message="Pain.")
    return make_person("mona", Role.MANAGER)


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
@pytest.mark.parametrize("path", ["", "ready/", "look/"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    page: Page, manager: Person, path: str, theme: str, width: int
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    look_at(page, f"/staff/clinics/clinic/{path}", manager, width=width)
    found = Axe().run(page, options=RULES)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_logo_keeps_the_bar_slim_and_its_shape(page: Page, manager: Person) -> None:
    html = Client().get("/en/").content.decode()
    out = io.BytesIO()
    Image.new("RGB", (480, 60), "navy").save(out, "PNG")
    drawn = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    wide = f'<a class="clinic" href="/"><img src="{drawn}" width="480" height="60" alt="Riverside"></a>'
    page.set_viewport_size({"width": 320, "height": 640})
    page.set_content(html.replace('<header class="bar">', f'<header class="bar">{wide}'))
    box = page.locator(".clinic img").bounding_box()
    assert box
    assert box["width"] <= 160
    assert abs(box["width"] / box["height"] - 8) < 0.5
