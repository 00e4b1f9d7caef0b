"""Nothing that comes late moves a word: looked at in Chromium, which gets a font, or the rest of a line, when words stand."""

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
  const told = list => shifts.push(...list.getEntries().map(shift => [shift.startTime, shift.value, shift.sources.map(
    source => source.node?.textContent.trim().slice(0, 60))]));
  new PerformanceObserver(told).observe({type: 'layout-shift', buffered: true});
"""
STANDS = "() => performance.getEntriesByName('first-contentful-paint').length"
# While a font may still be "blocked" (`font-display`: 100 ms from asking, in Chromium), the letters that wait for it are not
# drawn, and it is not late. The page's own clock: on a busy machine the browser's timer is as late as this one.
LATE = "() => new Promise(done => setTimeout(() => done(performance.now()), 500))"
PLACES = """() => [...document.querySelectorAll('.tongues summary span, .strip summary span')].map(
  words => JSON.stringify(words.getBoundingClientRect()))"""
SETTLED = """() => document.fonts.ready.then(() => new Promise(
  done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200)))))"""


@pytest.mark.parametrize("path", PATHS)
def test_a_font_that_comes_late_moves_nothing(browser: Browser, path: str) -> None:
    with browser.new_context(viewport=PHONE, bypass_csp=True) as visit:  # type: ignore[arg-type]
        page = visit.new_page()
        font = _open_without_font(page, path)
        came = page.evaluate(LATE)
        font.fulfill(path=PROJECT / "education" / font.request.url.removeprefix(f"{SITE}/"))
        page.evaluate(SETTLED)
        assert [shift for shift in page.evaluate("shifts") if shift[0] >= came] == []


@pytest.mark.parametrize("path", PATHS)
def test_words_stand_where_they_will_before_the_arrow_after_them_is_read(browser: Browser, path: str) -> None:
    with browser.new_context(viewport=PHONE, bypass_csp=True) as visit:  # type: ignore[arg-type]
        page = visit.new_page()
        page.set_content(Client().get(path).content.decode())
        whole = page.evaluate(PLACES)
        page.evaluate(
            "document.querySelectorAll('.tongues, .strip').forEach(of => of.querySelector('summary svg:last-child').remove())"
        )
        assert page.evaluate(PLACES) == whole


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
