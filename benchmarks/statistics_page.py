"""Prints how long the statistics page takes, made from nothing, of a million attempts in 12 languages and 52 weeks.

    .venv/bin/python benchmarks/statistics_page.py [number of attempts, a million if left out]
    DATABASE_URL=postgres://user:password@127.0.0.1/name .venv/bin/python benchmarks/statistics_page.py

The yardstick, in the same run: counting the rows of the table, and reading every answer of it once (`max(answers)`).
The page is kept nowhere: every look makes it anew, so the first one is as cold as the process is.
"""

import random
import secrets
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from measuring.database import fresh_database, load_words, make_clinic

# isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Clinic, Person
from education.content.models import Question
from education.quiz.models import Paper
from education.quiz.papers import paper_row
from education.review.models import Revision
from education.text.languages import LANGUAGES

ATTEMPTS = 1_000_000
WEEKS = 52
BATCH = 10_000
PEOPLE = 50_000
"""Made-up people; further attempts repeat theirs in other languages and weeks."""
PAGE = "/staff/statistics/sciatica/"


def main() -> None:
    fresh_database()
    load_words()
    clinic = make_clinic()
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS
    fill(clinic, number)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Person.objects.create(username="bench", is_superuser=True, is_staff=True))
    yardstick = min(seconds(read_all)[0] for _time in range(3))
    print(f"{connection.vendor}, {number} attempts: every answer read once in {yardstick:.2f} s")
    for name in ("cold", "again"):
        with CaptureQueriesContext(connection) as queries:
            clock, processor = seconds(lambda: client.get(PAGE))
        print(
            f"statistics page, {name}: {clock:.2f} s, processor of this process {processor:.2f} s,"
            f" {clock / yardstick:.1f} times the yardstick, {len(queries)} queries"
        )


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Of the clock, and of this process's processor time."""
    begun, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - spent


def read_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(answers) FROM education_attempt")
        cursor.fetchone()


def fill(clinic: Clinic, number: int) -> None:
    """Attempts of every language in equal parts, each question a little harder than the last."""
    dice = random.Random(2026)
    pools = [
        question.answer * (90 - 2 * place) + "abcd" * (3 + place // 2)
        for place, question in enumerate(Question.objects.order_by("run_position"))
    ]
    people = ["".join([dice.choice(pool) for pool in pools]) for _person in range(PEOPLE)]
    papers = make_papers()
    weeks = [(date(2026, 1, 1) + timedelta(weeks=week)).isocalendar()[:2] for week in range(WEEKS)]
    insert = "INSERT INTO education_attempt (id, clinic_id, paper_id, year, week, answers) VALUES (%s, %s, %s, %s, %s, %s)"
    for start in range(0, number, BATCH):
        rows = [
            (
                secrets.randbits(63),
                clinic.pk,
                papers[place % len(papers)],
                *dice.choice(weeks),
                dice.choice(people),
            )
            for place in range(start, min(start + BATCH, number))
        ]
        with connection.cursor() as cursor:
            cursor.executemany(insert, rows)


def make_papers() -> list[int]:
    """One for each language. Languages that do not ship show the words of one that does, under their own name."""
    questions = list(Question.objects.order_by("run_position"))
    shipped = {
        (unit, language): number
        for number, unit, language in Revision.objects.order_by("pk").values_list("pk", "unit", "language")
    }
    keys = [question.key for question in questions]
    papers = []
    for language in LANGUAGES:
        shown = [
            shipped.get((question.pk, language.code), shipped[question.pk, "en"]) for question in questions
        ]
        row = paper_row(language.code, "full", tuple(keys), tuple(shown))
        papers.append(Paper(id=row[0], language=language.code, form="full", questions=keys, revisions=shown))
    return [paper.pk for paper in Paper.objects.bulk_create(papers)]


if __name__ == "__main__":
    main()
