"""The workbench in Chromium, and the public editions: accessible in both themes, and nothing runs off a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from education.clinics.models import Person, Role
from education.review.actions import withdraw
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put, sign_now
from tests.pages.looking import look_at as look_at_public
from tests.pages.looking import unfold
from tests.staff.looking import look_at

pytestmark = pytest.mark.django_db

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HERE = "/staff/words/sciatica/ar/"
PAGES = [
    f"{HERE}definition/",
    f"{HERE}definition/history/",
    f"{HERE}definition/recall/?all",
    f"{HERE}sign-numb/recall/",
    f"{HERE}sign/",
    f"{HERE}editions/?old=0&new=1",
    f"{HERE}editions/?old=1&new=1",
    "/staff/signed-in/",
]
PUBLIC = ["/en/sciatica/editions/", "/en/sciatica/editions/1/", "/en/sciatica/editions/4/"]


@pytest.fixture
def reviewer() -> Person:
    """A clinic at work: outdated in Arabic, a word list that objects, words withdrawn in English."""
    make_clinic(languages=["en", "ar"])
    author = make_person("ada", Role.AUTHOR)
    reviewer = make_person("rosa", Role.REVIEWER, ["en", "ar"])
    article = make_article()
    title, section, flag = (
        make_section(article, "title", placement="title"),
        make_section(article),
        make_red_flag(article),
    )
    put(title, by=author, heading="Can it?", key_message="It can.")
    put(section, by=author, heading="Pain", body="It hurts.")
    put(flag, by=author, sign="Numb skin", detail="Do not wait.")
    sign_now(title, section, flag, by=reviewer, note="First.")
    put(section, "ar", by=reviewer, heading="ألم", body="يؤلم.")
    sign_now(section, language="ar", by=reviewer)
    put(section, by=author, heading="Pain", body="It can hurt.")
    sign_now(section, by=reviewer)
    put(flag, "ar", by=reviewer, sign="جلد خدر", detail="اذهبوا الآن.")
    put(title, by=author, heading="Can it?", key_message="It can, rarely.")
    sign_now(title, by=reviewer)
    withdraw(article, "en", ["definition"], by=reviewer, reason="Wrong")
    put(make_section(article, "more"), "ar", by=reviewer, heading="المزيد")
    return reviewer


def axe_finds_nothing(page: Page) -> None:
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        # The admin's colours fade when the theme changes under an open page, and axe must not measure them midway.
        page.evaluate("document.getAnimations().forEach((fading) => fading.finish())")
        found = Axe().run(page, options=RULES)
        assert not found.violations_count, found.generate_report()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_staff_pages(page: Page, reviewer: Person, path: str, width: int) -> None:
    look_at(page, path, reviewer, width=width)
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("path", PUBLIC)
def test_axe_finds_nothing_on_public_editions(page: Page, reviewer: Person, path: str) -> None:
    look_at_public(page, path)
    unfold(page)
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
