"""What the answers tell: figures from attempts and totals, flags for a person, and old rows that go."""

import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Clinic
from education.content.models import Article, Question
from education.quiz import totals
from education.quiz.models import Attempt, AttemptTotal, CountingSecret, Form
from education.quiz.signals import Sign
from education.quiz.statistics import Cell, flags, read_statistics
from education.quiz.suppression import Bound
from education.quiz.totals import add_up
from tests.quiz.attempting import THIS_WEEK, make_quiz, people, record, revisions, reword

pytestmark = pytest.mark.django_db

LATE = date(2027, 12, 20)
"""More than 12 months after THIS_WEEK."""


@pytest.fixture
def quiz() -> tuple[Clinic, Article]:
    return make_quiz()


def the_clinic() -> Clinic:
    """The clinic whose figures a test looks at."""
    return Clinic.objects.get(key="clinic")


@pytest.fixture
def clinic(quiz: tuple[Clinic, Article]) -> Clinic:
    return quiz[0]


@pytest.fixture
def article(quiz: tuple[Clinic, Article]) -> Article:
    return quiz[1]


def cell(article: Article, key: str, language: str = "en", *, form: str = "full") -> Cell:
    found = next(each for each in read_statistics(article, the_clinic()) if each.form == form)
    row = next(row for row in found.questions if row.key == key)
    return next(cell for cell in row.cells if cell.language.code == language)


def another_clinic() -> Clinic:
    return Clinic.objects.create(
        key="other", name="Other", country="GB", emergency_number="112", clinic_phone="1", count_answers=True
    )


def misunderstood(clinic: Clinic, *, focal: int = 300) -> None:
    """In Spanish the second question draws people to option b who know as much as others."""
    for answers, share in {
        "aaaaaa": 30,
        "abaaaa": 10,
        "aabaaa": 20,
        "aabbaa": 15,
        "aabbba": 15,
        "bcbbbb": 10,
    }.items():
        people(clinic, 6 * share, answers)
        wrong = answers[0] + ("b" if answers[0] == "a" else answers[1]) + answers[2:]
        people(clinic, focal * share // 200, answers, "es")
        people(clinic, focal * share // 200, wrong, "es")


class TestFigures:
    def test_nobody_answered(self, article: Article) -> None:
        assert read_statistics(article, the_clinic()) == []

    def test_share_right_not_sure_and_what_drew_most(self, clinic: Clinic, article: Article) -> None:
        people(clinic, 120, "aaaaaa")
        people(clinic, 40, "abaaaa")
        people(clinic, 40, "adaaaa")
        shown = cell(article, "quiz-pee").shown
        assert (shown.people, shown.few) == (200, False)
        assert shown.right
        assert (shown.right.percent, shown.right.bound) == (60, Bound.ABOUT)
        assert shown.interval
        assert (shown.interval.low, shown.interval.high) == (53, 67)
        assert (shown.unsure, shown.drawn, shown.drew) == (20, "b", 20)

    def test_counts_each_clinic_for_itself(self, clinic: Clinic, article: Article) -> None:
        other = another_clinic()
        people(clinic, 60, "aaaaaa")
        people(other, 90, "abaaaa", "es")
        assert cell(article, "quiz-pee").shown.people == 60
        assert [note.language.code for note in read_statistics(article, clinic)[0].languages] == ["en"]
        assert [note.language.code for note in read_statistics(article, other)[0].languages] == ["es"]

    def test_a_new_wording_starts_anew_in_its_language_only(self, clinic: Clinic, article: Article) -> None:
        people(clinic, 60, "aaaaaa", "en")
        people(clinic, 60, "abaaaa", "es")
        reword(Question.objects.get(key="quiz-pee"), "es", "Said in another way?")
        record(clinic, "aaaaaa", "es")
        assert cell(article, "quiz-pee", "es").shown.few
        assert cell(article, "quiz-pee", "en").shown.people == 60
        languages = read_statistics(article, the_clinic())[0].languages
        note = next(note for note in languages if note.language.code == "es")
        assert note.has_earlier

    def test_the_two_forms_are_kept_apart(self, clinic: Clinic, article: Article) -> None:
        people(clinic, 60, "aaaaaa")
        record(clinic, "aba", form="short")
        forms = read_statistics(article, the_clinic())
        assert [each.form for each in forms] == [Form.FULL, Form.SHORT]
        assert cell(article, "quiz-pee", form="short").shown.few
        assert cell(article, "quiz-pee").shown.people == 60

    def test_another_articles_answers_are_its_own(self, clinic: Clinic, article: Article) -> None:
        people(clinic, 60, "aaaaaa")
        assert read_statistics(Article.objects.create(key="other"), the_clinic()) == []

    def test_needs_the_same_number_of_queries_for_any_number_of_answers(
        self, clinic: Clinic, article: Article
    ) -> None:
        people(clinic, 1, "aaaaaa")
        with CaptureQueriesContext(connection) as few:
            read_statistics(article, clinic)
        misunderstood(clinic)
        people(clinic, 60, "abcdab", "ar")
        with CaptureQueriesContext(connection) as many:
            read_statistics(article, clinic)
        assert len(few) == len(many) == 5


class TestWhichWording:
    """The one that readers of this clinic were shown last."""

    @pytest.fixture
    def signed(self, clinic: Clinic) -> Mapping[str, int]:
        return revisions("en")

    @pytest.fixture
    def drafted(self, signed: Mapping[str, int]) -> Mapping[str, int]:
        """The same, but for one question that was worded anew."""
        reword(Question.objects.get(key="quiz-pee"), "en", "A draft?")
        return revisions("en")

    def test_a_draft_that_only_another_clinics_readers_see_changes_nothing(
        self, clinic: Clinic, article: Article, signed: Mapping[str, int], drafted: Mapping[str, int]
    ) -> None:
        people(clinic, 60, "aaaaaa", words=signed)
        people(another_clinic(), 1, "aaaaaa", words=drafted, week=THIS_WEEK + timedelta(weeks=1))
        note = read_statistics(article, clinic)[0].languages[0]
        assert (note.people, note.few, note.has_earlier) == (60, False, False)

    def test_nor_where_a_clinic_has_totals_only(
        self, clinic: Clinic, article: Article, signed: Mapping[str, int], drafted: Mapping[str, int]
    ) -> None:
        people(clinic, 60, "aaaaaa", words=signed)
        add_up(LATE)
        people(another_clinic(), 1, "aaaaaa", words=drafted)
        assert cell(article, "quiz-pee").shown.people == 60

    def test_a_wording_that_comes_back_after_a_withdrawal_counts_from_the_next_week_on(
        self, clinic: Clinic, article: Article, signed: Mapping[str, int], drafted: Mapping[str, int]
    ) -> None:
        people(clinic, 30, "aaaaaa", words=signed, week=THIS_WEEK - timedelta(weeks=1))
        people(clinic, 60, "abaaaa", words=drafted)
        people(clinic, 90, "aaaaaa", words=signed)
        assert cell(article, "quiz-pee").shown.people == 60, (
            "in one week the newer words count as the later ones"
        )
        people(clinic, 100, "aaaaaa", words=signed, week=THIS_WEEK + timedelta(weeks=1))
        assert cell(article, "quiz-pee").shown.people == 220
        assert read_statistics(article, clinic)[0].languages[0].has_earlier

    @pytest.mark.parametrize("comes_back", [False, True])
    def test_totals_alone_tell_by_their_months_which_was_last(
        self,
        clinic: Clinic,
        article: Article,
        signed: Mapping[str, int],
        drafted: Mapping[str, int],
        comes_back: bool,
    ) -> None:
        people(clinic, 60, "aaaaaa", words=signed)
        people(clinic, 80, "abaaaa", words=drafted, week=THIS_WEEK + timedelta(weeks=5))
        if comes_back:
            people(clinic, 70, "aaaaaa", words=signed, week=THIS_WEEK + timedelta(weeks=10))
        add_up(date(2028, 12, 20))
        assert not Attempt.objects.exists()
        assert cell(article, "quiz-pee").shown.people == (130 if comes_back else 80)
        assert cell(article, "quiz-foot").shown.people == (210 if comes_back else 140), "worded alike in both"

    def test_attempts_come_before_totals(
        self, clinic: Clinic, article: Article, signed: Mapping[str, int], drafted: Mapping[str, int]
    ) -> None:
        people(clinic, 80, "abaaaa", words=drafted)
        add_up(LATE)
        people(clinic, 60, "aaaaaa", words=signed, week=LATE)
        assert cell(article, "quiz-pee").shown.people == 60


class TestFlags:
    def test_a_question_misunderstood_in_one_language_is_flagged_with_figures_and_wording(
        self, clinic: Clinic, article: Article
    ) -> None:
        misunderstood(clinic)
        found = flags(article, the_clinic())
        assert [(cell.question, cell.language.code) for cell in found] == [("quiz-pee", "es")]
        assert {Sign.FEWER_RIGHT, Sign.HARDER} <= {flag.sign for flag in found[0].flags}
        assert found[0].at_once, "the question is critical"
        assert found[0].wording
        assert found[0].wording.words["stem"] == "quiz-pee in es?"

    def test_a_question_understood_alike_is_not(self, clinic: Clinic, article: Article) -> None:
        for language in ("en", "es"):
            people(clinic, 150, "aaaaaa", language)
            people(clinic, 90, "abaaaa", language)
            people(clinic, 60, "abbbbb", language)
        assert flags(article, the_clinic()) == []

    def test_too_few_people_flag_nothing(self, clinic: Clinic, article: Article) -> None:
        misunderstood(clinic, focal=40)
        assert flags(article, the_clinic()) == []

    def test_words_of_another_language_say_nothing_about_a_translation(
        self, clinic: Clinic, article: Article
    ) -> None:
        misunderstood(clinic)
        assert flags(article, the_clinic())
        paper = Attempt.objects.filter(paper__language="es").first().paper  # type: ignore[union-attr]
        english = Attempt.objects.filter(paper__language="en").first().paper  # type: ignore[union-attr]
        paper.revisions = english.revisions
        paper.save()
        assert flags(article, the_clinic()) == []


class TestAging:
    def test_old_answers_become_totals_and_the_page_still_counts_them(
        self, clinic: Clinic, article: Article
    ) -> None:
        people(clinic, 40, "aaaaaa")
        people(clinic, 30, "abaaaa")
        before = cell(article, "quiz-pee").shown

        add_up(LATE)

        assert not Attempt.objects.exists()
        assert AttemptTotal.objects.get(question="quiz-pee", option="b").count == 30
        assert cell(article, "quiz-pee").shown == before
        assert cell(article, "quiz-pee").figures is None, "what needs whole attempts is not told"

    def test_younger_answers_stay(self, clinic: Clinic, article: Article) -> None:
        people(clinic, 40, "aaaaaa")
        add_up(date(2027, 11, 17))
        assert Attempt.objects.count() == 40
        assert not AttemptTotal.objects.exists()

    def test_each_clinic_sets_its_own_time(self, clinic: Clinic) -> None:
        people(clinic, 3, "aaaaaa")
        Clinic.objects.update(keep_attempts_months=24)
        assert add_up(LATE).attempts == 0
        Clinic.objects.update(keep_attempts_months=1)
        assert add_up(date(2027, 1, 4)).attempts == 3

    @pytest.mark.parametrize(("months", "is_good"), [(0, False), (1, True), (24, True), (25, False)])
    def test_the_time_is_1_to_24_months(self, clinic: Clinic, months: int, is_good: bool) -> None:
        field = Clinic._meta.get_field("keep_attempts_months")
        if is_good:
            assert field.clean(months, clinic) == months
        else:
            with pytest.raises(Exception, match="Ensure this value"):
                field.clean(months, clinic)

    def test_totals_grow_by_what_comes_later_and_nothing_is_counted_twice(
        self, clinic: Clinic, article: Article
    ) -> None:
        people(clinic, 30, "aaaaaa")
        add_up(LATE)
        add_up(LATE)
        people(clinic, 30, "aaaaaa")
        add_up(LATE)
        assert AttemptTotal.objects.get(question="quiz-pee").count == 60

    def test_a_week_belongs_to_the_month_of_its_thursday(self, clinic: Clinic) -> None:
        people(clinic, 1, "aaaaaa", week=date(2026, 11, 30))
        add_up(LATE)
        assert set(AttemptTotal.objects.values_list("year", "month")) == {(2026, 12)}

    def test_secrets_are_forgotten_when_all_runs_of_their_day_have_expired(self, clinic: Clinic) -> None:
        CountingSecret.objects.create(day=THIS_WEEK, secret=bytes(32))
        assert add_up(THIS_WEEK + timedelta(days=2)).secrets == 0
        assert add_up(THIS_WEEK + timedelta(days=3)).secrets == 1
        assert not CountingSecret.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_once_the_second_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    people(make_quiz(("en",))[0], 40, "aaaaaa")
    read, both_have_read = totals._totals, threading.Barrier(2)

    def read_and_wait(old: QuerySet[Attempt]) -> Iterable[totals.Total]:
        found = read(old)
        # One waits in vain where the other is kept from reading.
        with suppress(threading.BrokenBarrierError):
            both_have_read.wait(timeout=1)
        return found

    def run(_number: int) -> int:
        try:
            return add_up(LATE).attempts
        finally:
            connection.close()

    monkeypatch.setattr(totals, "_totals", read_and_wait)
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(run, range(2))) == [0, 40]
    assert set(AttemptTotal.objects.values_list("count", flat=True)) == {40}


def test_the_command_says_what_it_did(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    people(clinic, 2, "aaaaaa", week=date(2020, 1, 1))
    call_command("aggregate_attempts")
    assert "2 attempts added up and deleted" in capsys.readouterr().out
