"""Prints what counting answers costs, and how long a million of them take to become a statistics page.

    .venv/bin/python benchmarks/attempts.py [number of attempts, a million if left out]

Recording: 8 writers at once into SQLite, as threads of one server and as processes; beside it, in the same run, a bare INSERT
of one row into the same table and into a table of two columns, each its own transaction. The page: made from nothing,
with 12 languages, 18 questions and 52 weeks; seconds of the clock, and of the processor alone.
"""

import multiprocessing
import os
import random
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {
    "LOCAL": "yes",
    "VAR": tempfile.mkdtemp(prefix="sciatica-bench-"),
    "DJANGO_SETTINGS_MODULE": "tests.settings",
}

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from education.clinics.models import Clinic, Person  # noqa: E402
from education.content.models import Question  # noqa: E402
from education.quiz.attempts import losses, record_attempt  # noqa: E402
from education.quiz.models import Attempt, Paper  # noqa: E402
from education.quiz.papers import paper_row  # noqa: E402
from education.review.models import Revision  # noqa: E402
from education.text.languages import LANGUAGES  # noqa: E402

WRITERS = 8
ROWS_EACH = 400
ATTEMPTS = 1_000_000
WEEKS = 52
BATCH = 20_000
ROUNDS = 2
PAGE = "/staff/statistics/sciatica/"

Work = Callable[[int], None]


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_words", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    clinic = Clinic.objects.create(
        key="bench",
        name="Bench",
        country="GB",
        emergency_number="112",
        clinic_phone="01632 960123",
        count_answers=True,
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id integer PRIMARY KEY, language text, answers text)")
    report_recording(clinic)
    Attempt.objects.all().delete()
    report_page(clinic, int(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS)


def report_recording(clinic: Clinic) -> None:
    record(clinic, 1)
    paper = Paper.objects.get().pk
    print(
        f"{'rows a second':<16}{'record_attempt':>16}{'same table':>16}{'ratio':>8}{'two columns':>16}{'ratio':>8}"
    )
    for name, start in (("8 threads", threading.Thread), ("8 processes", multiprocessing.Process)):
        best = [0.0, 0.0, 0.0]
        for _round in range(ROUNDS):
            works = (
                lambda number: record(clinic, number),
                lambda number: insert(clinic, paper, number),
                insert_bare,
            )
            best = [max(was, rate(start, work)) for was, work in zip(best, works, strict=True)]
        ours, same, bare = best
        print(f"{name:<16}{ours:>16.0f}{same:>16.0f}{ours / same:>8.2f}{bare:>16.0f}{ours / bare:>8.2f}")
    kept = Attempt.objects.exclude(week=1).count()
    print(
        f"of {2 * ROUNDS * WRITERS * ROWS_EACH + 1} attempts recorded, {kept} are there; {losses.count} lost\n"
    )


def rate(start: Callable[..., threading.Thread | multiprocessing.Process], work: Work) -> float:
    connection.close()
    writers = [start(target=work, args=(ROWS_EACH,)) for _writer in range(WRITERS)]
    begun = time.perf_counter()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return WRITERS * ROWS_EACH / (time.perf_counter() - begun)


def record(clinic: Clinic, number: int) -> None:
    answers = {f"question-{place}": "abcd"[place % 4] for place in range(18)}
    revisions = {key: place for place, key in enumerate(answers)}
    for _row in range(number):
        record_attempt(
            clinic=clinic, language="es", form="full", answers=answers, revisions=revisions, counted=secrets.token_hex(16)
        )  # fmt: skip


def insert(clinic: Clinic, paper: int, number: int) -> None:
    statement = "INSERT INTO education_attempt (id, clinic_id, paper_id, year, week, answers) VALUES (%s, %s, %s, %s, %s, %s)"
    with connection.cursor() as cursor:
        for _row in range(number):
            cursor.execute(statement, [secrets.randbits(63), clinic.pk, paper, 2000, 1, "abcdabcdabcdabcdab"])


def insert_bare(number: int) -> None:
    with connection.cursor() as cursor:
        for _row in range(number):
            cursor.execute(
                "INSERT INTO bare (language, answers) VALUES (%s, %s)", ["es", "abcdabcdabcdabcdab"]
            )


def report_page(clinic: Clinic, number: int) -> None:
    fill(clinic, number)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Person.objects.create(username="bench", is_superuser=True, is_staff=True))
    client.get("/staff/")
    for name in ("cold", "again"):
        begun, spent = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(PAGE)
        clock, processor = time.perf_counter() - begun, time.process_time() - spent
        print(
            f"statistics page of {number} attempts, {name}: {clock:.2f} s, processor {processor:.2f} s,"
            f" {len(queries)} queries, {len(response.content)} bytes"
        )


def fill(clinic: Clinic, number: int) -> None:
    """Attempts of every language in equal parts, each question a little harder than the last."""
    dice = random.Random(2026)
    papers = [paper.pk for paper in make_papers()]
    pools = [
        question.answer * (90 - 2 * place) + "abcd" * (3 + place // 2)
        for place, question in enumerate(Question.objects.order_by("run_position"))
    ]
    days = [date(2026, 1, 1) + timedelta(weeks=week) for week in range(WEEKS)]
    weeks = [day.isocalendar()[:2] for day in days]
    for start in range(0, number, BATCH):
        rows = []
        for place in range(start, min(start + BATCH, number)):
            year, week = dice.choice(weeks)
            answers = "".join([dice.choice(pool) for pool in pools])
            rows.append(
                Attempt(
                    id=secrets.randbits(63), clinic=clinic, paper_id=papers[place % len(papers)],
                    year=year, week=week, answers=answers,
                )
            )  # fmt: skip
        Attempt.objects.bulk_create(rows, batch_size=2000)


def make_papers() -> list[Paper]:
    """One for each language. Languages that do not ship show the words of one that does, under their own name."""
    questions = list(Question.objects.order_by("run_position"))
    shipped = {
        (unit, language): number
        for number, unit, language in Revision.objects.order_by("pk").values_list("pk", "unit", "language")
    }
    papers = []
    for language in LANGUAGES:
        revisions = [
            shipped.get((question.pk, language.code), shipped[question.pk, "en"]) for question in questions
        ]
        keys = [question.key for question in questions]
        row = paper_row(language.code, "full", tuple(keys), tuple(revisions))
        papers.append(
            Paper(id=row[0], language=language.code, form="full", questions=keys, revisions=revisions)
        )
    return Paper.objects.bulk_create(papers)


if __name__ == "__main__":
    main()
