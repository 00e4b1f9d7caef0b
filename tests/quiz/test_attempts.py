"""Counting: what is kept of a finished quiz, what never is, and that a reader never pays for it."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

import pytest
import time_machine
from django.db import connection

from education.clinics.models import Clinic
from education.quiz import keeping, numbering
from education.quiz.attempts import losses, record_attempt
from education.quiz.models import Attempt, CountingSecret, Paper
from tests.quiz.attempting import KEYS, make_quiz, record, revisions

pytestmark = pytest.mark.django_db

Lost: TypeAlias = Callable[[], int]

NOVEMBER = "2026-11-18 15:04:05+00:00"


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    yield make_quiz()[0]
    # The database of this test goes, and its secrets with it.
    numbering.secret_of.cache_clear()


class TestKeeping:
    def test_keeps_clinic_language_form_wordings_answers_and_week(self, clinic: Clinic) -> None:
        with time_machine.travel(NOVEMBER):
            record(clinic, "abcdab", "es")

        attempt = Attempt.objects.get()
        assert (attempt.clinic, attempt.year, attempt.week, attempt.answers) == (clinic, 2026, 47, "abcdab")
        assert (attempt.paper.language, attempt.paper.form) == ("es", "full")
        assert dict(zip(attempt.paper.questions, attempt.paper.revisions, strict=True)) == revisions("es")

    def test_keeps_nothing_where_the_clinic_does_not_count(self, clinic: Clinic) -> None:
        clinic.count_answers = False
        record(clinic, "abcdab")
        assert not Attempt.objects.exists()
        assert not Paper.objects.exists()

    def test_counts_a_run_once(self, clinic: Clinic) -> None:
        record(clinic, "aaaaaa", run="one")
        record(clinic, "bbbbbb", "es", run="one")
        assert Attempt.objects.get().answers == "aaaaaa"

    def test_counts_another_run_too(self, clinic: Clinic) -> None:
        record(clinic, "aaaaaa", run="one")
        record(clinic, "aaaaaa", run="two")
        assert Attempt.objects.count() == 2
        assert Paper.objects.count() == 1

    def test_a_week_belongs_to_its_iso_year(self, clinic: Clinic) -> None:
        with time_machine.travel("2027-01-02 12:00:00+00:00"):
            record(clinic, "aaaaaa")
        assert (Attempt.objects.get().year, Attempt.objects.get().week) == (2026, 53)


class TestPrivacy:
    def test_no_column_can_hold_a_person(self) -> None:
        columns = {field.attname for model in (Attempt, Paper) for field in model._meta.fields}
        assert columns == {
            "id", "clinic_id", "paper_id", "year", "week", "answers", "language", "form", "questions", "revisions",
        }  # fmt: skip

    @pytest.mark.only_on_sqlite
    def test_the_numbers_of_rows_do_not_tell_the_order(self, clinic: Clinic) -> None:
        for number in range(30):
            record(clinic, "aaaaaa", run=str(number))
        stored = list(Attempt.objects.order_by("pk").values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM education_attempt ORDER BY rowid")
            assert [row[0] for row in cursor.fetchall()] == stored, "on disk they lie by their random number"

    def test_without_the_secret_of_its_day_nobody_can_tell_which_row_a_run_became(
        self, clinic: Clinic
    ) -> None:
        record(clinic, "aaaaaa", run="one", started=0)
        [row] = Attempt.objects.values_list("pk", flat=True)
        assert numbering.run_number("one", started=0) == row
        forget_for_good()
        assert numbering.run_number("one", started=0) != row

    def test_a_secret_is_random_and_of_one_day(self, clinic: Clinic) -> None:
        for started in (0, 86399, 86400):
            record(clinic, "aaaaaa", started=started)
        assert list(CountingSecret.objects.values_list("day", flat=True)) == [
            date(1970, 1, 1),
            date(1970, 1, 2),
        ]
        assert len({bytes(row.secret) for row in CountingSecret.objects.all()}) == 2

    def test_the_first_run_of_a_day_throws_old_secrets_away(self, clinic: Clinic) -> None:
        for day in range(5):
            record(clinic, "aaaaaa", started=day * 86400)
        assert [row.day.day for row in CountingSecret.objects.order_by("day")] == [3, 4, 5]


def forget_for_good() -> None:
    """As days later, and after a restart."""
    CountingSecret.objects.all().delete()
    numbering.secret_of.cache_clear()


@pytest.fixture
def lost() -> Lost:
    """How many attempts were lost since the test began."""
    before = losses.count
    return lambda: losses.count - before


class TestTrouble:
    @pytest.fixture
    def without_table(self, clinic: Clinic) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE education_attempt RENAME TO elsewhere")

    @pytest.mark.usefixtures("without_table")
    def test_a_database_that_refuses_costs_the_count_and_nothing_else(
        self, clinic: Clinic, lost: Lost, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR):
            record(clinic, "aaaaaa", run="one")
        kind = "OperationalError" if connection.vendor == "sqlite" else "ProgrammingError"
        assert lost() == 1
        assert [event.getMessage() for event in caplog.records] == [
            f"A finished quiz was not counted: {kind}"
        ]

    def test_a_database_that_takes_it_costs_nothing(
        self, clinic: Clinic, lost: Lost, caplog: pytest.LogCaptureFixture
    ) -> None:
        record(clinic, "aaaaaa", run="one")
        assert lost() == 0
        assert not caplog.records

    @pytest.mark.parametrize("letters", ["aaaaax", "aaaaA", "", "aaaaa-"])
    def test_what_is_no_option_is_a_loss_and_no_row(self, clinic: Clinic, lost: Lost, letters: str) -> None:
        record(clinic, letters)
        assert lost() == 1
        assert not Attempt.objects.exists()

    def test_an_answer_of_two_letters_is_a_loss(self, clinic: Clinic, lost: Lost) -> None:
        record_attempt(
            clinic=clinic,
            language="en",
            form="full",
            answers={KEYS[0]: "ab"},
            revisions=revisions("en"),
            counted="1",
            started=0,
        )
        assert lost() == 1


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_eight_writers_lose_nothing_and_count_no_run_twice(self) -> None:
        clinic, before = make_quiz()[0], losses.count
        start = threading.Barrier(8)

        def write(writer: int) -> None:
            start.wait()
            for number in range(20):
                record(clinic, "abcdab", run=f"{writer // 2}-{number}")
            connection.close()

        writers = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        assert losses.count == before
        assert Attempt.objects.count() == 80

    def test_a_database_locked_by_somebody_else_is_waited_for_no_longer_than_is_said(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on_sqlite = connection.vendor == "sqlite"
        clinic, before = make_quiz()[0], losses.count
        monkeypatch.setattr(keeping, "LONGEST_WAIT_MS", 50)
        monkeypatch.setattr(keeping._own, "process", 0)
        locked, done = threading.Event(), threading.Event()

        def hold() -> None:
            with connection.cursor() as cursor:
                cursor.execute("BEGIN IMMEDIATE" if on_sqlite else "BEGIN; LOCK TABLE education_attempt")
                locked.set()
                done.wait()
                cursor.execute("ROLLBACK")
            connection.close()

        holder = threading.Thread(target=hold)
        holder.start()
        assert locked.wait(timeout=10)
        record(clinic, "aaaaaa", run="one")
        done.set()
        holder.join()

        assert losses.count == before + 1
        record(clinic, "aaaaaa", run="one")
        assert Attempt.objects.count() == 1, "a lost run can be counted later"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout" if on_sqlite else "SHOW lock_timeout")
            patience = cursor.fetchone()[0]
        assert (patience > 50) if on_sqlite else (patience != "50ms"), "staff wait longer, as before"
