"""A manager invites a reviewer, who opens the account from the mail; in a browser, which says of a form where it comes from."""

import re

from django.conf import LazySettings
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from education.clinics.models import Person
from tests.journeys.conftest import PASSWORD


def test_an_invited_reviewer_joins_by_the_link_in_the_mail_and_can_sign(
    page: Page, browser: Browser, site: str, settings: LazySettings
) -> None:
    settings.SITE_ADDRESS = site
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    page.goto(f"{site}/staff/people/")
    page.get_by_label("User name").fill("manager")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("E-mail address").fill("reviewer@example.org")
    page.get_by_label("Role").select_option("reviewer")
    page.get_by_label("(English)").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("An invitation went to reviewer@example.org.")).to_be_visible()

    found = re.search(r"http://\S+/staff/invitation/\S+", str(mail.outbox[0].body))
    assert found
    invited = browser.new_context(locale="en-GB").new_page()
    invited.goto(found[0])
    for label, words in {"First name": "Demo", "Last name": "clinician", "Credential": "example"}.items():
        invited.get_by_label(label).fill(words)
    invited.get_by_label("Password").fill(PASSWORD)
    invited.get_by_role("button", name="Open my account").click()
    expect(invited.get_by_role("heading", name="Words and settings")).to_be_visible()
    invited.goto(f"{site}/staff/words/sciatica/en/sign/")
    expect(invited.get_by_role("button", name="Sign the chosen texts").last).to_be_visible()
    invited.context.close()

    assert Person.objects.get(email="reviewer@example.org").has_usable_password()
