"""The board agrees with the state of every unit, knows whose turn it is, and asks a fixed number of questions."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from education.clinics.models import Person, Role
from education.content.models import Article, Section, Weight
from education.review.actions import submit, withdraw
from education.review.board import DAYS_AHEAD, Board, Cell, board_of
from education.review.models import Edition
from education.review.readers import standings
from education.review.states import State
from tests.making import make_article, make_person, make_red_flag, make_section, put, sign_now, standing_of

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "es", "ar"]
TODAY = date(2026, 3, 1)


def board(article: Article, today: date | None = None) -> Board:
    return board_of(article, LANGUAGES, today or timezone.localdate())


def cell(article: Article, key: str, language: str, today: date | None = None) -> Cell:
    row = next(row for row in board(article, today).rows if row.key == key)
    return next(cell for cell in row.cells if cell.language == language)


@pytest.fixture
def reviewer() -> Person:
    return make_person("reviewer", Role.REVIEWER, LANGUAGES)


@pytest.fixture
def section(reviewer: Person) -> Section:
    section = make_section(make_article())
    put(section, by=reviewer, heading="Pain")
    return section


class TestStates:
    def test_agree_with_those_of_each_language_alone(self, reviewer: Person) -> None:
        article = make_article()
        sections = [make_section(article, f"part-{place}") for place in range(6)]
        for one in sections[:5]:
            put(one, by=reviewer, heading=f"In English {one.key}")
        for one in sections[:4]:
            put(one, "es", by=reviewer, heading=f"En español {one.key}")
        sign_now(*sections[:3], by=reviewer)
        sign_now(*sections[:3], language="es", by=reviewer)
        put(sections[0], by=reviewer, heading="Changed")
        sign_now(sections[0], by=reviewer)
        withdraw(article, "es", [sections[1].key], by=reviewer, reason="Wrong")
        submit(sections[3], "es", by=reviewer, seen=standing_of(sections[3], "es").desk_print)

        found = board(article)

        for place, language in enumerate(LANGUAGES):
            expected = [standing.state for standing in standings(article, language)]
            assert [row.cells[place].state for row in found.rows] == expected, language
        assert [row.cells[1].state for row in found.rows] == [
            State.OUTDATED, State.WITHDRAWN, State.SIGNED, State.AWAITING, State.MISSING, State.MISSING,
        ]  # fmt: skip
        assert found.states["es"][State.MISSING] == 2

    def test_a_row_is_called_by_its_first_line_in_the_source_language_or_by_its_key(
        self, section: Section
    ) -> None:
        make_section(section.article, "empty")
        flag = make_red_flag(section.article)
        put(flag, heading="", sign="Numb between the legs")
        assert [row.heading for row in board(section.article).rows] == [
            "Pain",
            "empty",
            "Numb between the legs",
        ]


class TestTurns:
    def test_drafts_wait_for_the_writer_of_that_language(self, section: Section) -> None:
        author, spanish = make_person("ann", Role.AUTHOR), make_person("tom", Role.TRANSLATOR, ["es"])
        found = board(section.article)
        assert (found.pile_of(author).write, found.pile_of(author).sign) == (1, 0)
        assert found.pile_of(spanish).write == 1
        assert found.pile_of(make_person("max", Role.MANAGER)).total == 0

    def test_a_request_waits_for_reviewers_of_that_language_only(
        self, section: Section, reviewer: Person
    ) -> None:
        other = make_person("other", Role.REVIEWER, ["ar"])
        submit(section, "en", by=reviewer, seen=standing_of(section).desk_print)
        found = board(section.article)
        assert found.pile_of(reviewer).sign == 1
        assert found.pile_of(other).sign == 0

    def test_safety_text_does_not_wait_for_the_reviewer_who_wrote_it(
        self, section: Section, reviewer: Person
    ) -> None:
        other = make_person("other", Role.REVIEWER, ["en"])
        Section.objects.update(weight=Weight.SAFETY)
        submit(section, "en", by=reviewer, seen=standing_of(section).desk_print)
        found = board(section.article)
        assert found.pile_of(reviewer).sign == 0
        assert found.pile_of(other).sign == 1

    def test_outdated_words_wait_for_translator_and_reviewer(
        self, section: Section, reviewer: Person
    ) -> None:
        tom = make_person("tom", Role.TRANSLATOR, ["es"])
        put(section, "es", by=reviewer, heading="Dolor")
        sign_now(section, by=reviewer)
        sign_now(section, language="es", by=reviewer)
        put(section, by=reviewer, heading="Much pain")
        assert board(section.article).pile_of(tom).total == 0
        sign_now(section, by=reviewer)
        found = board(section.article)
        assert found.pile_of(tom).write == 1
        assert found.pile_of(reviewer).sign == 1

    def test_a_translation_of_withdrawn_words_waits_for_nobody(
        self, section: Section, reviewer: Person
    ) -> None:
        tom = make_person("tom", Role.TRANSLATOR, ["es"])
        sign_now(section, by=reviewer)
        assert board(section.article).pile_of(tom).write == 1
        withdraw(section.article, "en", [section.key], by=reviewer, reason="Wrong")
        assert board(section.article).pile_of(tom).write == 0

    def test_a_person_whose_access_ended_has_no_turn(self, section: Section) -> None:
        tom = make_person("tom", Role.TRANSLATOR, ["es"])
        tom.is_active = False
        assert board(section.article).pile_of(tom).total == 0


class TestReviews:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [(-1, "overdue"), (0, "due"), (DAYS_AHEAD, "due"), (DAYS_AHEAD + 1, "")],
    )
    def test_fall_due_sixty_days_ahead(
        self, section: Section, reviewer: Person, days: int, expected: str
    ) -> None:
        sign_now(section, by=reviewer)
        Edition.objects.update(next_review=TODAY + timedelta(days=days))
        assert cell(section.article, "definition", "en", TODAY).review == expected
        assert board(section.article, TODAY).reviews["en"][expected or "due"] == bool(expected)

    def test_count_for_what_readers_see_whatever_lies_on_the_desk(
        self, section: Section, reviewer: Person
    ) -> None:
        sign_now(section, by=reviewer)
        Edition.objects.update(next_review=TODAY)
        put(section, by=reviewer, heading="A draft")
        assert cell(section.article, "definition", "en", TODAY).review == "due"

    def test_do_not_count_for_what_is_withdrawn(self, section: Section, reviewer: Person) -> None:
        sign_now(section, by=reviewer)
        withdraw(section.article, "en", [section.key], by=reviewer, reason="Wrong")
        Edition.objects.update(next_review=TODAY)
        assert cell(section.article, "definition", "en", TODAY).review == ""


def test_the_number_of_queries_does_not_grow(section: Section, reviewer: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            board(section.article)
        return len(queries)

    before = asked()
    for place in range(8):
        more = make_section(section.article, f"part-{place}")
        for language in LANGUAGES:
            put(more, language, by=reviewer, heading=f"{place} {language}")
        sign_now(more, by=reviewer)
    assert before == asked() == 4
