"""A patient on a phone, without scripts: finds the emergency signs, reads, and changes the language."""

import pytest
from playwright.sync_api import Browser, Page, expect

PHONE = {"width": 360, "height": 640}


@pytest.fixture
def phone(browser: Browser) -> Page:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="ar")  # type: ignore[arg-type]
    return context.new_page()


def test_reads_in_three_languages_without_scripts(phone: Page, site: str) -> None:
    phone.goto(site)
    expect(phone).to_have_url(f"{site}/ar/")

    phone.locator("main a[href='/ar/sciatica/']").first.click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("h1")).to_be_in_viewport()

    for language in ("es", "en"):
        phone.locator("header details summary").first.click()
        phone.locator(f"header a[hreflang={language}]").click()
        expect(phone).to_have_url(f"{site}/{language}/sciatica/")
        expect(phone.locator("html")).to_have_attribute("lang", language)
        expect(phone.locator("html")).to_have_attribute("dir", "ltr")

    assert phone.context.cookies() == []


def test_the_emergency_strip_is_on_the_first_screen_and_opens_without_scripts(phone: Page, site: str) -> None:
    phone.goto(f"{site}/en/sciatica/")
    strip = phone.locator("details", has_text="Numb between the legs?").first
    expect(strip.locator("summary")).to_be_in_viewport(ratio=1)
    expect(strip.get_by_text("Do not drive yourself").first).to_be_hidden()

    strip.locator("summary").click()

    expect(strip.get_by_text("Do not drive yourself").first).to_be_visible()
    expect(strip.locator("a[href='tel:112']").first).to_be_visible()


@pytest.mark.parametrize("path", ["", "sciatica/", "sciatica/quiz/", "nothing-here/"])
def test_the_strip_leads_to_the_signs_for_today_from_every_page(phone: Page, site: str, path: str) -> None:
    phone.goto(f"{site}/en/{path}")
    strip = phone.locator("details", has_text="Numb between the legs?").first
    strip.locator("summary").click()
    strip.get_by_role("link", name="All signs that need help today").click()
    expect(phone).to_have_url(f"{site}/en/sciatica/#level-same-day")
    expect(phone.locator("#level-same-day")).to_be_in_viewport()
    expect(phone.locator("#level-same-day")).to_contain_text("Fever, chills or feeling very ill")


def test_a_term_is_explained_in_place_and_leads_back(phone: Page, site: str) -> None:
    phone.goto(f"{site}/en/sciatica/")
    phone.locator("#causes a.term", has_text="disc").first.click()
    expect(phone.locator("#term-disc")).to_be_in_viewport()
    expect(phone.locator("#term-disc")).to_contain_text("soft cushion")
