"""The sign-in pages in Chromium: accessible in both themes, nothing runs off a phone, and a passkey works."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from education.clinics.models import Person, Role
from tests.making import make_clinic, make_person
from tests.staff.looking import look_with
from tests.staff.signing_in import (
    AGAIN,
    FACTOR,
    LOGIN,
    RESET,
    SESSIONS,
    STEP,
    code_of,
    give_password,
    signed_in,
    with_app,
    with_codes,
)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
STRANGERS = [LOGIN, RESET, f"{RESET}sent/", f"{RESET}1-x/"]
WITHOUT = [FACTOR, f"{FACTOR}app/", f"{FACTOR}passkey/"]
WITH = [
    "/staff/logout/", "/staff/password_change/", FACTOR, f"{FACTOR}app/remove/", f"{FACTOR}codes/", f"{FACTOR}codes/new/",
    SESSIONS, AGAIN, f"{AGAIN}code/", "/staff/people/{anna}/",
]  # fmt: skip


@pytest.fixture
def anna(db: None, settings: Settings) -> Person:
    cache.clear()
    settings.SECOND_FACTOR_REQUIRED = True
    make_clinic()
    return make_person("anna", Role.AUTHOR)


@pytest.fixture
def visitors(anna: Person) -> dict[str, Client]:
    """A stranger, somebody locked out, somebody between the two factors, one who has none, one who has them."""
    with_codes(with_app(make_person("mona", Role.MANAGER)))
    mona = signed_in("mona", code_of())
    mona.post(AGAIN, {"password": "mona-password"})
    with_app(anna)
    signed_in("anna", code_of())
    step = Client()
    give_password(step, "anna")
    make_person("otto", Role.AUTHOR)
    return {"stranger": Client(), "step": step, "without": signed_in("otto"), "with": mona}


CASES = [
    *[("stranger", path) for path in STRANGERS], ("step", STEP),
    *[("without", path) for path in WITHOUT], *[("with", path) for path in WITH],
]  # fmt: skip


def test_axe_finds_nothing_in_either_theme_and_nothing_runs_off_the_side(
    page: Page, visitors: dict[str, Client], anna: Person
) -> None:
    for who, path in CASES:
        there = path.format(anna=anna.pk)
        for theme, width in (("light", 360), ("dark", 1280)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            look_with(page, there, visitors[who], width=width)
            assert page.title() not in ("", "Patient education: staff"), there
            found = Axe().run(page, options=RULES)
            assert not found.violations_count, f"{there}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") == width, there


@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_added_and_opens_the_account(page: Page, anna: Person, live_server: LiveServer) -> None:
    with_device(page)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    sign_in(page, live_server.url)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("name, to know it by").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("link", name="Go on to the first page").click()
    expect(page.get_by_role("heading", name="Words and settings")).to_be_visible()

    page.get_by_role("button", name="Log out").click()
    sign_in(page, live_server.url)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="Words and settings")).to_be_visible()

    page.get_by_role("link", name="Your sign-in").click()
    expect(page.get_by_text("My laptop", exact=True)).to_be_visible()
    assert wrong == []


@pytest.mark.django_db(transaction=True)
def test_a_device_that_refuses_is_said_in_words(page: Page, anna: Person, live_server: LiveServer) -> None:
    with_device(page, willing=False)
    sign_in(page, live_server.url)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The browser gave no passkey.")


def sign_in(page: Page, site: str) -> None:
    # Passkeys belong to a name, not to the digits of an address.
    page.goto(f"{site.replace('127.0.0.1', 'localhost')}{LOGIN}")
    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password").fill("anna-password")
    page.get_by_role("button", name="Sign in").click()


def with_device(page: Page, *, willing: bool = True) -> None:
    """A security device that Chromium plays, with a finger always on it."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": willing, "automaticPresenceSimulation": True,
    }  # fmt: skip
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
