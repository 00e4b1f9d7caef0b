"""What readers see, in Chromium: accessible in both themes, nothing cut, everything big enough, all of it on paper."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from education.exchange.shipped import shipped_languages
from education.publishing.fonts import FONTS as FONTS_BY_LANGUAGE
from tests.pages.looking import FONTS, SITE, look_at, unfold

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

SHOWN = ("en", "ar", "ur")
"""Languages that tests look at in a browser, which costs seconds a page: the source, one that reads right to left, and one
whose letters hang (Nastaliq). What needs no browser is tested in every language."""
PATHS = [
    f"/{code}/{rest}" for code in SHOWN for rest in ("sciatica/", "", "sciatica/sources/", "nothing-here/")
]
PHONE, DESKTOP = 360, 1280
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": ["color-contrast", "color-contrast-enhanced"]}
SMALLEST_TARGET_PX = 44
A4_PX = 794

TOO_SMALL = """(least) => [...document.querySelectorAll('summary, button, nav a, .call, .line, .clinic, .number, .lead a')]
  .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < least || box.height < least))
  .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""
MOVED = """async () => {
  const top = () => document.querySelector('#emergency').getBoundingClientRect().top;
  const before = top();
  await new Promise(done => setTimeout(done, 1000));
  return [Math.round(before), Math.round(top())];
}"""
"""Where a part is on the screen, at once and a second later."""
# On paper the address of the page of sources stands in place of the links to it.
UNSEEN = """() => {
  const all = [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, dt, dd)')].filter(
    one => !one.closest('.screen, .sources'));
  const words = one => one.textContent.replace(/\\s+/g, ' ').trim();
  const seen = new Set(all.filter(one => one.checkVisibility({contentVisibilityAuto: true})).map(words));
  return all.map(words).filter(text => !seen.has(text));
}"""


def faults(page: Page, rules: dict[str, list[str]]) -> list[str]:
    """What axe complains of: rule, and the first place."""
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(page: Page, path: str, width: int) -> None:
    look_at(page, path, width=width)
    if width == PHONE:
        unfold(page)
    assert faults(page, RULES) == []


@pytest.mark.parametrize("rest", ["", "sciatica/", "sciatica/sources/", "sciatica/editions/"])
@pytest.mark.parametrize("language", [code for code in shipped_languages() if code not in SHOWN])
def test_no_other_language_brings_a_fault_or_runs_off_the_side(page: Page, language: str, rest: str) -> None:
    look_at(page, f"/{language}/{rest}", width=PHONE)
    unfold(page)
    assert faults(page, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_in_the_dark(page: Page, path: str) -> None:
    look_at(page, path, width=DESKTOP)
    unfold(page)
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_one_request_and_the_browser_has_no_complaint(page: Page, path: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    look_at(page, path)
    page.wait_for_load_state("networkidle")
    assert [address for address in asked if not address.startswith(("data:", SITE + FONTS))] == [SITE + path]
    assert [text for text in complaints if "404 (Not Found)" not in text] == []


@pytest.mark.parametrize("language", FONTS_BY_LANGUAGE)
def test_a_script_that_phones_draw_badly_brings_its_font(page: Page, language: str) -> None:
    look_at(page, f"/{language}/sciatica/")
    family = FONTS_BY_LANGUAGE[language].family
    loaded = "document.fonts.ready.then(() => [...document.fonts].map(font => [font.family, font.status]))"
    assert [family, "loaded"] in page.evaluate(loaded)


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_off_the_side_of_the_narrowest_phone(page: Page, path: str) -> None:
    look_at(page, path, width=320)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("language", SHOWN)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_text_at_twice_the_size_is_not_cut(page: Page, language: str, width: int) -> None:
    look_at(page, f"/{language}/sciatica/", width=width)
    page.evaluate("document.documentElement.attributeStyleMap.set('font-size', CSS.percent(200))")
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, DESKTOP])
@pytest.mark.parametrize("path", PATHS)
def test_everything_to_press_is_big_enough(page: Page, path: str, width: int) -> None:
    look_at(page, path, width=width)
    unfold(page)
    assert page.evaluate(TOO_SMALL, SMALLEST_TARGET_PX) == []


@pytest.mark.parametrize("language", SHOWN)
def test_the_first_screen_of_a_phone_has_strip_title_and_answer(page: Page, language: str) -> None:
    look_at(page, f"/{language}/sciatica/")
    for part in (".strip summary", "h1", "h1 + .key"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", SHOWN)
def test_the_contents_are_folded_on_a_phone_and_open_beside_the_text_on_a_wide_screen(
    page: Page, language: str
) -> None:
    look_at(page, f"/{language}/sciatica/")
    link = page.locator("nav a[href='#definition']")
    assert not link.is_visible()
    page.set_viewport_size({"width": DESKTOP, "height": 800})
    expect(link).to_be_in_viewport()


def test_a_word_is_explained_in_place_and_closing_leaves_the_reader_where_she_was(page: Page) -> None:
    look_at(page, "/en/sciatica/")
    page.locator("#causes a.term").first.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")

    page.locator("#causes a.term").first.click()
    expect(page.locator("#term-disc")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == before

    page.locator("#term-disc .close").click()
    expect(page.locator("#term-disc")).not_to_be_in_viewport()
    assert page.evaluate("scrollY") == before


@pytest.mark.parametrize("language", SHOWN)
def test_a_link_into_the_page_leads_to_its_part_and_stays_there(page: Page, language: str) -> None:
    look_at(page, f"/{language}/sciatica/")
    page.goto("about:blank")
    page.goto(f"{SITE}/{language}/sciatica/#emergency")
    assert page.evaluate(MOVED) == [0, 0]
    page.reload()
    assert page.evaluate(MOVED) == [0, 0]


def test_a_link_to_a_word_shows_it_at_the_foot_of_the_screen(page: Page) -> None:
    look_at(page, "/en/sciatica/")
    page.goto("about:blank")
    page.goto(f"{SITE}/en/sciatica/#term-disc")
    expect(page.locator("#term-disc")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("language", SHOWN)
def test_paper_has_every_word_and_nothing_runs_off_its_side(page: Page, language: str) -> None:
    look_at(page, f"/{language}/sciatica/", width=A4_PX)
    page.emulate_media(media="print")
    assert page.evaluate(UNSEEN) == []
    assert page.locator(".strip .signs li").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == A4_PX


def test_paper_is_printed_to_its_end(page: Page, tmp_path: Path) -> None:
    look_at(page, "/ar/sciatica/")
    assert len(page.pdf(path=tmp_path / "leaflet.pdf", format="A4")) > 100_000
