"""A clinician at work in the workbench, with the keyboard only: with scripts, and without; and what survives a bad day."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from education.clinics.models import Person, Role
from education.content.models import Section
from education.review.models import Edition
from tests.making import make_article, make_clinic, make_person, make_section, put, sign_now, standing_of
from tests.staff.test_workbench_looks import axe_finds_nothing

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "/staff/words/sciatica/es/"
UNIT = f"{WORDS}definition/"
BODY = "#id_key_message"
NEW = "La ciática es un síntoma, no una enfermedad."


@pytest.fixture
def section() -> Section:
    """Signed in English and Spanish; then the English changed, and was signed again. Another text beside it is a draft."""
    make_clinic()
    reviewer = make_person("reviewer", Role.REVIEWER, ["en", "es"])
    make_person("translator", Role.TRANSLATOR, ["es"])
    section = make_section(make_article(), placement="title")
    english = {
        "heading": "What it is",
        "key_message": "Sciatica is a symptom, not a disease.",
        "body": "It hurts.",
    }
    put(section, by=reviewer, **english)
    put(
        section,
        "es",
        by=reviewer,
        heading="Qué es",
        key_message="La ciática es un síntoma, no un mal.",
        body="Duele.",
    )
    for language in ("en", "es"):
        sign_now(section, language=language, by=reviewer)
    put(section, by=reviewer, **{**english, "key_message": "Sciatica names a symptom, not a disease."})
    sign_now(section, by=reviewer)
    put(make_section(section.article, "more"), "es", by=reviewer, heading="Más")
    return section


@pytest.fixture
def site(live_server: LiveServer, section: Section) -> str:
    return str(live_server.url)


def sign_in(page: Page, site: str, name: str) -> None:
    """By the cookie alone: how people sign in is looked at elsewhere."""
    client = Client()
    client.force_login(Person.objects.get(username=name))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": f"{site}/staff/"}]
    )


def tab_to(page: Page, selector: str) -> None:
    """Go on with the Tab key alone until what is wanted has the focus, and shows it."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"the Tab key never came to {selector}")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False])
def test_edits_says_still_correct_and_signs_with_the_keyboard_only(
    browser: Browser, site: str, section: Section, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts, locale="en-GB")
    page = context.new_page()
    sign_in(page, site, "reviewer")

    # Still correct: by the link at the head of the page, a reason, and a statement.
    page.goto(f"{site}{UNIT}")
    press(page, ".skips a[href='#still']")
    tab_to(page, "#still-reason")
    page.keyboard.type("Only the English was shortened.")
    tab_to(page, "#still [type=radio]")
    page.keyboard.press("Space")
    press(page, "#still button")
    expect(page.get_by_text("is signed against the new source, as edition 2")).to_be_visible()

    # Edit, check, save.
    page.goto(f"{site}{UNIT}")
    press(page, ".skips a[href='#id_heading']")
    tab_to(page, BODY)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Dura 6 semanas.")
    press(page, "[name=check]")
    expect(page.locator(".refusal", has_text="Checked. Nothing is saved yet.")).to_be_focused()
    expect(page.locator("#findings-key_message")).to_contain_text("6")
    tab_to(page, BODY)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(NEW)
    press(page, "#actions .default")
    expect(page.get_by_text("Saved. Readers see it once it is signed.")).to_be_visible()

    # Sign what was written, by the same keys.
    press(page, f"a[href='{WORDS}sign/']")
    tab_to(page, "[name=key][value=definition]")
    if not page.locator("[name=key][value=definition]").is_checked():
        page.keyboard.press("Space")
    tab_to(page, ".statement [type=radio]")
    page.keyboard.press("Space")
    press(page, ".signature button.default")
    expect(page.get_by_text("Signed as edition 3. Readers see it now.")).to_be_visible()
    assert not scripts or _drafts(page) == []
    assert standing_of(section, "es").signed_words["key_message"] == NEW
    assert Edition.objects.get(language="es", number=2).note == "Only the English was shortened."
    context.close()


def test_shortcuts_are_listed_and_leave_letters_alone(page: Page, site: str, section: Section) -> None:
    sign_in(page, site, "reviewer")
    page.goto(f"{site}{UNIT}")
    box = page.locator(BODY)
    box.focus()
    page.keyboard.press("Alt+Shift+K")
    expect(page.get_by_text("Alt+Shift+C")).to_be_visible()
    axe_finds_nothing(page)
    page.keyboard.press("Alt+Shift+C")
    expect(page.locator("#still-reason")).to_be_focused()
    box.fill("")
    box.press_sequentially("snurck")
    expect(box).to_have_value("snurck")
    page.keyboard.press("ControlOrMeta+s")
    expect(page.get_by_text("Saved. Readers see it once it is signed.")).to_be_visible()
    expect(box).to_have_value("snurck")


def test_findings_follow_the_typing_and_a_lost_connection_is_no_alarm(
    page: Page, site: str, section: Section
) -> None:
    sign_in(page, site, "translator")
    page.goto(f"{site}{UNIT}")
    page.locator(BODY).fill("Dura 6 semanas.")
    expect(page.locator("#findings-key_message")).to_contain_text("The numbers differ from the source")
    page.locator(BODY).fill(NEW)
    expect(page.locator("#findings-key_message")).to_be_empty()
    page.context.set_offline(True)
    page.locator(BODY).fill("Dura 6 semanas.")
    expect(page.locator("#findings-sum")).to_have_text("Findings are shown when you save.")
    assert standing_of(section, "es").desk["key_message"] != NEW


def test_text_that_was_not_sent_is_offered_back_until_it_is_saved(
    page: Page, site: str, section: Section
) -> None:
    sign_in(page, site, "translator")
    page.goto(f"{site}{UNIT}")
    page.locator(BODY).fill(NEW)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("There is no connection")
    expect(page.locator(BODY)).to_have_value(NEW)
    page.context.set_offline(False)

    page.goto(f"{site}/staff/")
    page.goto(f"{site}{UNIT}")
    expect(page.locator(BODY)).not_to_have_value(NEW)
    page.get_by_text("Show it").click()
    expect(page.locator(".draft-offer dd")).to_have_text(NEW)
    axe_finds_nothing(page)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(BODY)).to_have_value(NEW)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. Readers see it once it is signed.")).to_be_visible()
    expect(page.locator(".draft-offer")).to_have_count(0)
    assert _drafts(page) == []

    page.locator(BODY).fill("Otra cosa.")
    page.goto(f"{site}{UNIT}")
    page.get_by_role("button", name="Throw it away").click()
    page.reload()
    expect(page.locator(".draft-offer")).to_have_count(0)

    page.locator(BODY).fill("Y otra.")
    page.locator("form[action*=logout] button").or_(page.get_by_role("button", name="Log out")).first.click()
    page.wait_for_load_state()
    assert _drafts(page) == []


def test_a_draft_brought_back_over_newer_words_overwrites_nothing(
    page: Page, site: str, section: Section
) -> None:
    sign_in(page, site, "translator")
    page.goto(f"{site}{UNIT}")
    page.locator(BODY).fill(NEW)
    page.goto(f"{site}/staff/")
    put(section, "es", by=None, **{**section.words("es"), "key_message": "De otra persona."})

    page.goto(f"{site}{UNIT}")
    expect(page.get_by_text("The saved words have changed since then.")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".refusal", has_text="Nothing was overwritten")).to_be_focused()
    expect(page.locator(BODY)).to_have_value(NEW)
    expect(page.get_by_text("De otra persona.", exact=True)).to_be_visible()
    axe_finds_nothing(page)
    assert standing_of(section, "es").desk["key_message"] == "De otra persona."


@pytest.mark.parametrize("scripts", [True, False])
def test_an_ended_sign_in_loses_no_words(
    browser: Browser, site: str, section: Section, scripts: bool
) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=scripts, locale="en-GB")
    page = context.new_page()
    sign_in(page, site, "translator")
    page.goto(f"{site}{UNIT}")
    page.locator(BODY).fill(NEW)
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("nothing is lost")).to_be_visible()
    if scripts:
        axe_finds_nothing(page)

    second = context.new_page()
    sign_in(second, site, "translator")
    second.goto(f"{site}/staff/signed-in/")
    expect(second.get_by_text("Close this tab")).to_be_visible()
    second.close()
    page.get_by_role("button", name="I am signed in").click()
    expect(page.locator(".refusal", has_text="these words are not saved")).to_be_focused()
    expect(page.locator(BODY)).to_have_value(NEW)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. Readers see it once it is signed.")).to_be_visible()
    assert standing_of(section, "es").desk["key_message"] == NEW
    context.close()


def _drafts(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft|'))")
    return found
