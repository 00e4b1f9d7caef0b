"""The statistics page and its CSV: who sees them, what they hide, and what a spreadsheet does with them."""

import csv
import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from education.clinics.models import Clinic, Person, Role
from education.content.models import Article
from education.quiz.disclosure import ShownItem, shown_item
from education.quiz.figures import Choices, Item
from education.quiz.models import Attempt
from education.quiz.report import harmless
from education.quiz.suppression import Bound
from tests.making import make_person
from tests.quiz.attempting import make_quiz, people
from tests.quiz.test_statistics import misunderstood
from tests.staff.looking import look_at
from tests.staff.test_looks import RULES

PAGE = "/staff/statistics/sciatica/"
CSV = f"{PAGE}csv/"
LEAST = 11


@pytest.fixture
def quiz() -> tuple[Clinic, Article]:
    return make_quiz()


@pytest.fixture
def reviewer(quiz: tuple[Clinic, Article]) -> Person:
    return make_person("rosa", Role.REVIEWER, ["es"], clinic=quiz[0])


def body(person: Person, path: str = PAGE) -> str:
    client = Client()
    client.force_login(person)
    return client.get(path).content.decode()


def rows(person: Person) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(person, CSV).removeprefix("\ufeff"))))


@pytest.mark.django_db
class TestPage:
    def test_says_what_to_do_while_there_is_nothing(self, reviewer: Person) -> None:
        assert "Nobody has finished the quiz" in body(reviewer)

    def test_says_that_counting_is_off_and_shows_a_manager_where(self, quiz: tuple[Clinic, Article]) -> None:
        Clinic.objects.update(count_answers=False)
        manager = make_person("mona", Role.MANAGER, clinic=quiz[0])
        assert f"/staff/clinics/{quiz[0].key}/" in body(manager)

    def test_the_privacy_text_stands_where_a_manager_switches_counting_on(
        self, quiz: tuple[Clinic, Article]
    ) -> None:
        manager = make_person("mona", Role.MANAGER, clinic=quiz[0])
        html = body(manager, f"/staff/clinics/{quiz[0].key}/")
        assert 'name="count_answers"' in html
        assert "No name, no address, no IP address" in html

    def test_lists_what_to_look_at_with_a_link_to_the_text(
        self, quiz: tuple[Clinic, Article], reviewer: Person
    ) -> None:
        misunderstood(quiz[0])
        html = body(reviewer)
        assert "Look now: critical" in html
        assert '<a class="button" href="/staff/words/sciatica/es/quiz-pee/">' in html
        assert '<p lang="es" dir="ltr">quiz-pee in es?</p>' in html

    def test_gives_no_link_to_a_language_that_is_closed_to_this_person(
        self, quiz: tuple[Clinic, Article]
    ) -> None:
        misunderstood(quiz[0])
        manager = make_person("mona", Role.MANAGER, clinic=quiz[0])
        html = body(manager)
        assert "Look now: critical" in html
        assert "/staff/words/sciatica/es/quiz-pee/" not in html

    def test_changes_nothing(self, quiz: tuple[Clinic, Article], reviewer: Person) -> None:
        client = Client()
        client.force_login(reviewer)
        assert client.post(PAGE).status_code == client.post(CSV).status_code == 405

    def test_needs_the_same_number_of_queries_for_any_number_of_answers(
        self, quiz: tuple[Clinic, Article], reviewer: Person
    ) -> None:
        people(quiz[0], 1, "aaaaaa")
        with CaptureQueriesContext(connection) as few:
            body(reviewer)
        misunderstood(quiz[0])
        people(quiz[0], 90, "abcdab", "ar")
        with CaptureQueriesContext(connection) as many:
            body(reviewer)
        assert len(few) == len(many)

    def test_charts_have_no_style_and_no_script(self, quiz: tuple[Clinic, Article], reviewer: Person) -> None:
        misunderstood(quiz[0])
        charts = re.findall(r"<svg class=\"chart\".*?</svg>", body(reviewer), re.DOTALL)
        assert len(charts) == 7
        for chart in charts:
            assert "style=" not in chart
            assert "<script" not in chart
            assert "<title id=" in chart


@pytest.mark.django_db
class TestHiding:
    def test_small_cells_are_hidden_on_the_page_and_in_the_csv(
        self, quiz: tuple[Clinic, Article], reviewer: Person
    ) -> None:
        people(quiz[0], 60, "aaaaaa")
        people(quiz[0], 10, "abaaaa", "es")
        row = next(row for row in rows(reviewer) if row["language"] == "es" and row["question"] == "quiz-pee")
        assert row["people (in tens)"] == "fewer than 11"
        assert [row[name] for name in row if name.endswith("%") or name in ("item-rest", "delta")] == [""] * 7

    def test_eleven_are_shown_in_tens_of_percents(
        self, quiz: tuple[Clinic, Article], reviewer: Person
    ) -> None:
        people(quiz[0], 11, "abaaaa", "es")
        row = next(row for row in rows(reviewer) if row["question"] == "quiz-pee")
        assert (row["people (in tens)"], row["right %"]) == ("11 to 49", "at most 25")

    @pytest.mark.parametrize("path", [PAGE, CSV])
    def test_whoever_is_hidden_leaves_no_trace(
        self, quiz: tuple[Clinic, Article], reviewer: Person, path: str
    ) -> None:
        """4 or 9 people in Arabic, right or wrong: the same page, so that no sum and no difference can tell."""
        people(quiz[0], 600, "aaaaaa")
        people(quiz[0], 300, "abaaaa", "es")
        seen = set()
        for number, answers in ((4, "aaaaaa"), (9, "aaaaaa"), (9, "dddddd")):
            people(quiz[0], number, answers, "ar")
            seen.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body(reviewer, path)))
            Attempt.objects.filter(paper__language="ar").delete()
        assert len(seen) == 1

    def test_no_hidden_answer_of_the_real_file_can_be_had_by_subtraction(
        self, quiz: tuple[Clinic, Article], reviewer: Person
    ) -> None:
        mixed = {"aaaaaa": 80, "abaaba": 30, "adaaca": 5, "acadaa": 9, "bbbdbb": 2, "cabbbd": 11}
        for answers, number in mixed.items():
            people(quiz[0], number, answers)
        shown = rows(reviewer)
        assert len(shown) == 6
        for place, row in enumerate(shown):
            counts = {
                option: sum(n for given, n in mixed.items() if given[place] == option) for option in "abcd"
            }
            # The right option has no column of its own: it is taken from the share.
            percents = {option: row[f"chose {option} %"] for option in "bc"} | {"d": row["not sure %"]}
            low = int(row["people (in tens)"])
            _attack(
                counts,
                {"a": _range(row["right %"])} | {o: _range(p) for o, p in percents.items()},
                low,
                low + 9,
            )


@given(counts=st.lists(st.one_of(st.integers(0, 15), st.integers(0, 400)), min_size=4, max_size=4))
def test_no_hidden_answer_can_be_had_by_subtraction(counts: list[int]) -> None:
    options = dict(zip("abcd", counts, strict=True))
    shown = shown_item(Choices(Item("a", "d", critical=True), options))
    low, high = (shown.people, shown.people + 9) if shown.people else (0, 10) if shown.few else (11, 49)
    _attack(options, _ranges(shown), low, high)


Range = tuple[float, float]
"""Of percents."""
HIDDEN: Range = (0.0, 100.0)


def _ranges(shown: ShownItem) -> dict[str, Range]:
    ranges = {
        option: _range("" if percent is None else str(percent)) for option, percent in shown.options.items()
    }
    if shown.right is None:
        return ranges | {"a": HIDDEN}
    reach = {Bound.AT_LEAST: (shown.right.percent, 100.0), Bound.AT_MOST: (0.0, shown.right.percent)}
    about = 5 if shown.right.tens else 0.5
    return ranges | {
        "a": reach.get(shown.right.bound, (shown.right.percent - about, shown.right.percent + about))
    }


def _range(cell: str) -> Range:
    """What a cell of the file says."""
    if not cell:
        return HIDDEN
    percent = float(cell.split()[-1])
    if cell.startswith("at least"):
        return percent, 100.0
    return (0.0, percent) if cell.startswith("at most") else (percent - 0.5, percent + 0.5)


def _attack(counts: dict[str, int], ranges: dict[str, Range], low: int, high: int) -> None:
    """Add and subtract what is shown: nobody's small number may come out nearer than within 11 people."""
    for option, count in counts.items():
        if not 0 < count < LEAST:
            continue
        least, most = float(high), 0.0
        for total in range(low, high + 1):
            others = [bounds for other, bounds in ranges.items() if other != option]
            own = ranges[option]
            least = min(least, max(own[0], 100 - sum(top for _, top in others)) * total / 100)
            most = max(most, min(own[1], 100 - sum(bottom for bottom, _ in others)) * total / 100)
        assert most - max(least, 0) >= LEAST - 1, f"{option} lies between {least} and {most}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_like_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert harmless("quiz-pee") == "quiz-pee"
    assert harmless(None) == ""


@pytest.mark.django_db
def test_the_real_file_has_no_cell_that_begins_like_a_formula(
    quiz: tuple[Clinic, Article], reviewer: Person
) -> None:
    misunderstood(quiz[0])
    found = rows(reviewer)
    assert any(row["delta"].startswith("'-") for row in found), "there was something to make harmless"
    assert not [
        cell for row in found for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_either_theme(
    page: Page, quiz: tuple[Clinic, Article], reviewer: Person, width: int
) -> None:
    misunderstood(quiz[0])
    people(quiz[0], 30, "abcdab", "ar")
    look_at(page, PAGE, reviewer, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        # The admin's colours fade when the theme changes under an open page, and axe must not measure them midway.
        page.evaluate("document.getAnimations().forEach((fading) => fading.finish())")
        found = Axe().run(page, options=RULES)
        assert [found.generate_report(), found.violations_count] == [found.generate_report(), 0]
