"""Two clinicians at work who read the staff pages in Arabic: a text is edited and sent for review, then signed by the other."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from education.clinics.models import Person, Role
from education.content.models import Section
from education.review.models import Edition
from tests.journeys.conftest import PASSWORD
from tests.making import make_article, make_clinic, make_person, make_section, put, sign_now, standing_of
from tests.staff.test_workbench_looks import axe_finds_nothing

pytestmark = pytest.mark.django_db(transaction=True)

BOARD = "/staff/words/sciatica/"
WORDS = f"{BOARD}es/"
SPANISH = "La ciática es un síntoma, no una enfermedad."


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """A text that is signed in English and drafted in Spanish. Both people chose Arabic for the staff pages."""
    make_clinic(languages=["en", "es", "ar"])
    reviewer = make_person("reviewer", Role.REVIEWER, ["en", "es"])
    make_person("translator", Role.TRANSLATOR, ["es"])
    Person.objects.update(password=make_password(PASSWORD), interface_language="ar")
    section = make_section(make_article())
    put(section, by=reviewer, heading="What it is", key_message="Sciatica is a symptom, not a disease.")
    sign_now(section, by=reviewer)
    put(section, "es", heading="Qué es", key_message="La ciática no es un mal.")
    return str(live_server.url)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A browser that asks for Arabic, on a phone."""
    context = browser.new_context(locale="ar", viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def sign_in(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/staff/")
    page.get_by_label("اسم المستخدم").fill(name)
    page.get_by_label("كلمة المرور").fill(PASSWORD)
    page.get_by_role("button", name="تسجيل الدخول").click()
    expect(page.get_by_role("heading", name="لغاتكم")).to_be_visible()


def reads_from_right_to_left(page: Page) -> None:
    """The page does; the words of other languages in it do not; nothing hangs over the edge."""
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    for words in page.locator("[lang=es][dir]").all():
        expect(words).to_have_attribute("dir", "ltr")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_text_is_edited_sent_for_review_and_signed(phone: Page, site: str) -> None:
    sign_in(phone, site, "translator")
    phone.goto(f"{site}{WORDS}definition/")
    reads_from_right_to_left(phone)
    axe_finds_nothing(phone)
    phone.get_by_role("textbox", name="الرسالة الأساسية: Español").fill(SPANISH)
    phone.get_by_role("button", name="حفظ وطلب توقيع").click()
    expect(phone.get_by_text("حُفظ وطُلب توقيعه.")).to_be_visible()

    phone.context.clear_cookies()
    sign_in(phone, site, "reviewer")
    expect(phone.get_by_role("link", name="نص واحد ينتظر توقيعكم")).to_be_visible()
    phone.goto(f"{site}{BOARD}")
    reads_from_right_to_left(phone)
    axe_finds_nothing(phone)
    phone.get_by_role("link", name="بانتظار التوقيع", exact=True).click()
    phone.goto(f"{site}{WORDS}sign/")
    reads_from_right_to_left(phone)
    phone.get_by_role("checkbox", name="Qué es").check()
    phone.get_by_label("قرأته بنفسي بهذه اللغة").check()
    phone.get_by_role("button", name="توقيع النصوص المختارة").last.click()
    expect(phone.get_by_text("وُقّع في الإصدار 1. يراه القراء الآن.")).to_be_visible()
    assert Edition.objects.get(language="es").signer == str(Person.objects.get(username="reviewer"))
    assert standing_of(Section.objects.get(), "es").signed_words["key_message"] == SPANISH
