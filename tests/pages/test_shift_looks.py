"""A font that comes late moves no word: looked at in Chromium, which gets the font only when the words already stand."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from education.publishing.fonts import FONTS as FONTS_BY_LANGUAGE
from sciatica_site.place import PROJECT
from tests.pages.looking import FONTS, SITE

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

PATHS = [f"/{code}/{rest}" for code in FONTS_BY_LANGUAGE for rest in ("sciatica/", "", "sciatica/quiz/")]
PHONE = {"width": 360, "height": 640}
WATCH = """
  window.shifts = [];
  const told = list => shifts.push(...list.getEntries().map(shift => [shift.value, shift.sources.map(
    source => source.node?.textContent.trim().slice(0, 60))]));
  new PerformanceObserver(told).observe({type: 'layout-shift', buffered: true});
"""
STANDS = "() => performance.getEntriesByName('first-contentful-paint').length"
SETTLED = """() => document.fonts.ready.then(() => new Promise(
  done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200)))))"""


@pytest.mark.parametrize("path", PATHS)
def test_a_font_that_comes_late_moves_nothing(browser: Browser, path: str) -> None:
    with browser.new_context(viewport=PHONE, bypass_csp=True) as visit:  # type: ignore[arg-type]
        page = visit.new_page()
        font = _open_without_font(page, path)
        font.fulfill(path=PROJECT / "education" / font.request.url.removeprefix(f"{SITE}/"))
        page.evaluate(SETTLED)
        assert page.evaluate("shifts") == []


def _open_without_font(page: Page, path: str) -> Route:
    """Shows the page on a device that has not got its font, and gives back the request for it, unanswered."""
    # As in `look_at`: in the route Django would open another connection, which sees no test data.
    html = _without_the_devices_own(Client().get(path).content.decode(), path.split("/")[1])
    page.add_init_script(WATCH)
    asked: list[Route] = []
    page.route(f"{SITE}{FONTS}*", lambda route: asked.append(route))
    page.route(SITE + path, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    with page.expect_request(f"{SITE}{FONTS}*"):
        page.goto(SITE + path, wait_until="commit")
    page.wait_for_function(STANDS)
    [font] = asked
    return font


def _without_the_devices_own(html: str, language: str) -> str:
    """The page as if this machine did not have the font of its language: under a name that no font has."""
    family = FONTS_BY_LANGUAGE[language].family
    html = html.replace(f'"{family}"', '"On no device"')
    return re.sub(r'src:(?:local\("[^"]+"\),)+url', "src:url", html)
