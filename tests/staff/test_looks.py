"""The board, people, log and link pages in Chromium: accessible in both themes, and nothing runs off a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from education.clinics.invitations import token_for
from education.clinics.models import Clinic, Person, Role
from education.clinics.people import invite
from education.review.models import Edition
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put, sign_now
from tests.staff.looking import look_at

pytestmark = pytest.mark.django_db

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    ("/staff/", "mona"),
    ("/staff/", "rosa"),
    ("/staff/words/sciatica/", "rosa"),
    ("/staff/words/sciatica/", "mona"),
    ("/staff/words/sciatica/?state=withdrawn", "rosa"),
    ("/staff/words/sciatica/es/preview-link/", "rosa"),
    ("/staff/people/", "mona"),
    ("/staff/people/{rosa}/", "mona"),
    ("/staff/people/{mona}/", "mona"),
    ("/staff/log/", "rosa"),
    ("/staff/log/?day=yesterday", "rosa"),
    ("/staff/invitation/{token}/", ""),
    ("/staff/invitation/old/", ""),
]


@pytest.fixture
def people() -> dict[str, Person]:
    """A clinic at work: something signed and overdue, something drafted in a right-to-left language, somebody invited."""
    make_clinic(languages=["en", "es", "ar", "ur"])
    people = {
        "rosa": make_person("rosa", Role.REVIEWER, ["en", "es", "ar"]),
        "mona": make_person("mona", Role.MANAGER),
    }
    section = make_section(make_article())
    put(section, by=people["rosa"], heading="Pain")
    sign_now(section, by=people["rosa"], note="Read twice.")
    Edition.objects.update(next_review="2020-01-01")
    put(section, "ar", by=people["rosa"], heading="ألم")
    make_red_flag(section.article)
    return people


def address(path: str, people: dict[str, Person]) -> str:
    token = ""
    if "{token}" in path:
        token = token_for(invite(Clinic.objects.get(), "tom@example.org", Role.AUTHOR, [], by=people["mona"]))
    return path.format(token=token, **{name: person.pk for name, person in people.items()})


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("path", "name"), PAGES)
def test_axe_finds_nothing_in_either_theme_and_nothing_runs_off_the_side(
    page: Page, people: dict[str, Person], path: str, name: str, width: int
) -> None:
    there = address(path, people)
    for theme in ("light", "dark"):
        # Before the page: the admin's colours fade for a moment when the theme changes under it.
        page.emulate_media(color_scheme=theme)
        look_at(page, there, people.get(name), width=width)
        found = Axe().run(page, options=RULES)
        assert not found.violations_count, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width
