"""The quiz in Chromium: accessible in every state, nothing cut on a narrow phone or on paper, the focus where it should be.

In a file of its own, because a browser must start before a transaction that many tests share is opened.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from education.exchange.shipped import shipped_languages
from tests.pages.looking import look_at, unfold
from tests.pages.test_looks import A4_PX, COLOURS, PHONE, RULES, SHOWN, SMALLEST_TARGET_PX, TOO_SMALL
from tests.quiz.walking import Reader, key_of

BOTH_THEMES = ("en", "ar")
STATES = ("start", "question", "alert", "right", "result", "slip", "lost")


def state(name: str, language: str) -> str:
    """The address of a page in each state of a short run."""
    reader = Reader(language)
    if name == "start":
        return reader.quiz
    if name == "lost":
        return f"{reader.quiz}question/?run=x"
    reader.start("short")
    if name == "alert":
        reader.answer("b")
    elif name == "right":
        reader.answer("a")
    elif name in ("result", "slip"):
        wrong = iter("bbb")
        while not reader.is_done:
            [letter] = [letter for stem, letter in key_of(language).items() if stem in reader.html]
            reader.answer(next(wrong, letter)).go_on()
        return reader.address.replace("/result/", f"/{name}/")
    return reader.address


def faults(page: Page, rules: dict[str, list[str]]) -> list[str]:
    found = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("name", STATES)
class TestLooks:
    @pytest.mark.parametrize("language", BOTH_THEMES)
    def test_axe_finds_nothing(self, page: Page, name: str, language: str) -> None:
        look_at(page, state(name, language))
        assert faults(page, RULES) == []
        page.emulate_media(color_scheme="dark")
        assert faults(page, COLOURS) == []

    @pytest.mark.parametrize("language", SHOWN)
    def test_nothing_runs_off_the_narrowest_phone_and_all_is_big_enough(
        self, page: Page, name: str, language: str
    ) -> None:
        look_at(page, state(name, language), width=320)
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate(TOO_SMALL, SMALLEST_TARGET_PX) == []
        for label in page.locator("label.option").all():
            box = label.bounding_box()
            assert box
            assert box["height"] >= 56
            assert box["width"] >= 320 - 40

    def test_nothing_runs_off_paper(self, page: Page, name: str) -> None:
        look_at(page, state(name, "ar"), width=A4_PX)
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") == A4_PX


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", [code for code in shipped_languages() if code not in BOTH_THEMES])
def test_no_other_language_brings_a_fault_or_runs_off_the_side(page: Page, language: str) -> None:
    result = state("result", language)
    for address in (
        state("question", language),
        state("alert", language),
        result,
        result.replace("result", "slip"),
    ):
        look_at(page, address, width=PHONE)
        assert faults(page, RULES) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE, address


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(("name", "role"), [("alert", "alert"), ("right", "group")])
def test_the_feedback_has_the_focus_without_a_script(page: Page, name: str, role: str) -> None:
    look_at(page, state(name, "en"))
    expect(page.locator(f".told[role={role}]")).to_be_focused()
