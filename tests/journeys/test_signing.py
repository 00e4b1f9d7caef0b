"""A clinician edits a text, previews it, signs it, and sees the public page change. With the keyboard as well as a mouse."""

from playwright.sync_api import BrowserContext, Page, expect

from education.review.models import Edition
from tests.journeys.conftest import PASSWORD

NEW_WORDS = "A nerve in the back can hurt all the way to the foot."


def sign_in(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/staff/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your languages")).to_be_visible()


def test_an_edit_reaches_readers_when_it_is_signed_and_not_before(page: Page, site: str) -> None:
    sign_in(page, site, "reviewer")
    page.get_by_role("link", name="English sciatica", exact=True).click()
    page.get_by_role("link", name="What the word means").click()
    page.get_by_role("textbox", name="key message: English").fill(NEW_WORDS)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. Readers see it once it is signed.")).to_be_visible()

    page.get_by_role("link", name="Preview the page").click()
    expect(page.get_by_text(NEW_WORDS).first).to_be_visible()

    page.goto(f"{site}/staff/words/sciatica/en/sign/")
    page.get_by_role("checkbox", name="What the word means").check()
    page.get_by_label("I read it in this language myself").check()
    page.get_by_label("note").fill("Said more plainly.")
    page.get_by_role("button", name="Sign the chosen texts").click()
    expect(page.get_by_text("Signed as edition 1. Readers see it now.")).to_be_visible()

    page.goto(f"{site}/en/sciatica/")
    expect(page.locator("#definition")).to_contain_text(NEW_WORDS)
    expect(page.get_by_text("Demo reviewer").first).to_be_attached()
    assert Edition.objects.get().note == "Said more plainly."


def test_two_people_on_one_text_both_keep_their_words(
    page: Page, visit: BrowserContext, browser: object, site: str
) -> None:
    sign_in(page, site, "author")
    address = f"{site}/staff/words/sciatica/en/definition/"
    page.goto(address)
    second = visit.new_page()
    second.goto(address)
    box = "key message: English"

    second.get_by_role("textbox", name=box).fill("Theirs.")
    second.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("textbox", name=box).fill("Ours.")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("alert").first).to_contain_text("Somebody else changed these words")
    expect(page.get_by_role("textbox", name=box)).to_have_value("Ours.")
    expect(page.get_by_text("Theirs.", exact=True)).to_be_visible()


def test_the_staff_pages_work_without_scripts_and_by_keyboard(browser: object, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    sign_in(page, site, "translator")
    page.goto(f"{site}/staff/words/sciatica/es/definition/")
    page.get_by_role("textbox", name="heading: Español").focus()
    for _step in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Readers see it once it is signed.")).to_be_visible()
    context.close()
