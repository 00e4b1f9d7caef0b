"""A patient on a phone, without scripts, takes the quiz in each language: misses a sign, is put right, and is asked again."""

import pytest
from playwright.sync_api import Browser, Page, expect

PHONE = {"width": 360, "height": 640}
QUESTIONS = 8
RIGHT_OF_CRITICAL = "aaaaacb"
"""Safe letters for the seven critical questions of the short form, in their order."""


@pytest.fixture
def phone(browser: Browser) -> Page:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    return context.new_page()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_missed_sign_is_put_right_and_asked_again(phone: Page, site: str, language: str) -> None:
    phone.goto(f"{site}/{language}/sciatica/")
    phone.locator(f"aside a[href='/{language}/sciatica/quiz/']").click()
    phone.locator("button[value=short]").click()

    phone.locator("label.option").nth(1).click()
    phone.locator("form .button").click()
    alert = phone.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.locator("a[href='tel:112']")).to_be_visible()
    expect(phone.locator(".strip summary")).to_be_visible()

    for _question in range(QUESTIONS - 1):
        phone.locator("form .button").click()
        phone.locator("input[value=d]").check()
        phone.locator("form .button").click()
    for letter in RIGHT_OF_CRITICAL:
        expect(phone.locator(".missed")).to_have_count(0)
        phone.locator("form .button").click()
        phone.locator(f"input[value={letter}]").check()
        phone.locator("form .button").click()
    phone.locator("form .button").click()

    expect(phone.locator(".missed .lesson")).to_have_count(len(RIGHT_OF_CRITICAL))
    phone.locator("a.button").click()
    expect(phone.locator(".slip [lang=en] .what")).to_have_count(0 if language == "en" else QUESTIONS)
    assert phone.context.cookies() == []


def test_the_language_is_changed_in_the_middle_and_the_slip_shows_both(phone: Page, site: str) -> None:
    phone.goto(f"{site}/ar/sciatica/quiz/")
    phone.locator("button[value=short]").click()
    phone.locator("input[value=a]").check()
    phone.keyboard.press("Enter")
    phone.locator("header details summary").first.click()
    phone.locator("header a[hreflang=es]").click()
    expect(phone.locator(".progress")).to_have_text("Pregunta 1 de 8")
    phone.locator("form .button").click()
    expect(phone.locator(".progress")).to_have_text("Pregunta 2 de 8")
    phone.go_back()
    expect(phone.locator(".progress")).to_have_text("Pregunta 1 de 8")
