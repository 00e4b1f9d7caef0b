"""A real Chromium for the tests that look at pages as a reader does."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import chromium

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLOWEST_STEP_MS = 30_000


@pytest.fixture(scope="session")
def chromium_path() -> str:
    if lacking := chromium.missing():
        pytest.skip(f"this machine has no {' and no '.join(lacking)}")
    return chromium.find() or ""


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, and Django then refuses the tests their own database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor: no cookies, no cache."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(SLOWEST_STEP_MS)
    yield context
    context.close()


@pytest.fixture
def page(visit: BrowserContext) -> Page:
    return visit.new_page()
