"""Prints how a mixture of work goes for a minute with 200 connections, on SQLite and on PostgreSQL, and every error of it.

    .venv/bin/python benchmarks/mixed.py [seconds, 60 if left out]

Of the requests 90 in 100 read a page in one of twelve languages, 8 are steps of whole runs of the quiz, which are counted, and
2 are steps of authors who open a text in the workbench and save a draft. First as fast as answers come; then, half as long, at
half of that rate, with times from the moment at which each request was due. One server as it ships, in production mode behind a
proxy's headers, on one core; readers on the other. PostgreSQL and Redis take what is free, and PostgreSQL writes as carefully
as it does unless told otherwise. At the end the database must hold what was answered: each finished quiz once, each draft.
"""

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from measuring.database import fresh_database, load_words, make_clinic

# isort: split
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection as database
from django.db import connections
from django.test import Client
from measuring.asking import Connection, clock, paced, percentile
from measuring.grown import sign_everything
from measuring.machine import heading, stay_with_the_readers
from measuring.serving import Program, gather, serving
from measuring.work import BROTLI, Author, QuizTaker, Reader

from education.clinics.models import Clinic, Membership, Person, Role
from education.clinics.sealing import seal
from education.content.models import Section
from education.quiz.models import Attempt
from education.review.models import Revision
from education.text.languages import BY_CODE
from tools import servers

CONNECTIONS = 200
SHARES = {"reading": 90, "quiz": 8, "staff": 2}
LANGUAGES = list(BY_CODE)
PAGES = [f"/{code}/{rest}" for code in LANGUAGES for rest in ("", "sciatica/", "sciatica/editions/")]


class CarefulPostgres(servers.Postgres):
    options = ("max_connections=60",)


class Worker(Protocol):
    async def step(self, connection: Connection) -> None: ...


class Mixture:
    """Gives each connection its next piece of work, and keeps how long each kind took and what went wrong."""

    def __init__(self, authors: Sequence[Author]) -> None:
        self.times: dict[str, list[float]] = {kind: [] for kind in SHARES}
        self.errors: list[str] = []
        self.takers: list[QuizTaker] = []
        self._reader = Reader(PAGES)
        self._idle_authors = list(authors)
        self._idle_takers: list[QuizTaker] = []
        self._began = clock()
        self.seconds = 0.0

    async def __call__(self, connection: Connection, due: float) -> None:
        kind = random.choices([*SHARES], [*SHARES.values()])[0]
        # Two people on one text would refuse each other: while every author is at work, somebody reads.
        kind = "reading" if kind == "staff" and not self._idle_authors else kind
        with self._worker(kind) as worker:
            try:
                await worker.step(connection)
            except (AssertionError, OSError, ValueError) as failure:
                self.errors.append(f"{kind}: {type(failure).__name__} {failure}")
        self.times[kind].append((clock() - due) * 1000)
        self.seconds = clock() - self._began

    async def flat_out(self, connections: Sequence[Connection], seconds: float) -> None:
        """As fast as answers come."""
        end = clock() + seconds

        async def one(connection: Connection) -> None:
            while clock() < end:
                await self(connection, clock())

        await asyncio.gather(*map(one, connections))

    @contextmanager
    def _worker(self, kind: str) -> Iterator[Worker]:
        """Somebody who has nothing to do just now. Whoever began last goes on first, so that runs of the quiz end."""
        if kind == "reading":
            yield self._reader
            return
        if kind == "quiz" and not self._idle_takers:
            self._idle_takers.append(QuizTaker(LANGUAGES))
            self.takers.append(self._idle_takers[-1])
        idle: list[Any] = self._idle_takers if kind == "quiz" else self._idle_authors
        worker = idle.pop()
        try:
            yield worker
        finally:
            idle.append(worker)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    if "DATABASE_URL" in os.environ:
        measure(seconds)
        return
    print(heading("Mixed load", "postgres", "redis-server"))
    measure(seconds)
    with servers.folder() as place, CarefulPostgres(place) as postgres, servers.Redis(place) as redis:
        found = {"DATABASE_URL": postgres.url, "BENCH_CACHE_URL": redis.url}
        code = itself(seconds, found)
    sys.exit(code)


def itself(seconds: float, found: dict[str, str]) -> int:
    """The exit code of this program on another database. It ends its own server, so it is never killed outright."""
    with subprocess.Popen([sys.executable, __file__, str(seconds)], env={**os.environ, **found}) as other:
        try:
            return other.wait()
        except BaseException:
            other.terminate()
            raise


def measure(seconds: float) -> None:
    """Both halves, on the database of this process. Exits with a sentence where anything went wrong."""
    stay_with_the_readers()
    authors = furnish()
    drafts = Revision.objects.count()
    connections.close_all()
    print(f"\n{database.vendor:<24}{'requests':>10}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}{'errors':>8}")
    with serving(CACHE_URL=os.environ.get("BENCH_CACHE_URL", "")) as program:
        for page in PAGES:
            program.answer(page, **BROTLI)
        flat_out = asyncio.run(go(program, authors, seconds))
        whole = tell("flat out", flat_out)
        at_half = asyncio.run(go(program, authors, seconds / 2, whole / 2))
        tell("half of it", at_half)
        read = sum(len(mixture.times["reading"]) for mixture in (flat_out, at_half))
        print(f"of {read} pages read, {program.made('home', 'article', 'editions')} were made, first or anew")
    errors = [*flat_out.errors, *at_half.errors]
    finished = sum(taker.finished for mixture in (flat_out, at_half) for taker in mixture.takers)
    saved, counted = sum(author.saved for author in authors), Attempt.objects.count()
    print(
        f"quizzes finished {finished}, counted {counted}; drafts saved {saved}, kept {Revision.objects.count() - drafts}"
    )
    if errors or finished != counted or saved != Revision.objects.count() - drafts:
        raise SystemExit("\n".join(["Something was lost.", *errors[:10]]))


def furnish() -> list[Author]:
    """A clinic that counts, with every text signed, and for each section an author who is signed in."""
    fresh_database()
    load_words()
    clinic = make_clinic(languages=LANGUAGES)
    sign_everything(LANGUAGES)
    gather()
    return [_author(clinic, section) for section in Section.objects.order_by("position")]


def _author(clinic: Clinic, section: Section) -> Author:
    person = Person.objects.create(username=f"author-{section.key}", first_name="Author", is_staff=True)
    Membership.objects.create(person=person, clinic=clinic, role=Role.AUTHOR)
    Authenticator.objects.create(user=person, type="totp", data={"secret": seal("A" * 32)})
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Author(session, f"/staff/words/sciatica/en/{section.key}/")


async def go(
    program: Program, authors: list[Author], seconds: float, a_second: float | None = None
) -> Mixture:
    """So many requests a second, or as many as are answered."""
    mixture = Mixture(authors)
    browsers = [Connection(program.port) for _browser in range(CONNECTIONS)]
    if a_second is None:
        await mixture.flat_out(browsers, seconds)
    else:
        await paced(mixture, browsers, a_second, seconds)
    for browser in browsers:
        browser.close()
    return mixture


def tell(name: str, mixture: Mixture) -> float:
    """One line for each kind of work; the rate of all together."""
    for kind, times in mixture.times.items():
        errors = sum(error.startswith(kind) for error in mixture.errors)
        middle, slow = percentile(times, 0.5), percentile(times, 0.99)
        rate = len(times) / mixture.seconds
        print(f"{name + ', ' + kind:<24}{len(times):>10}{rate:>10.1f}{middle:>10.1f}{slow:>10.1f}{errors:>8}")
    return sum(map(len, mixture.times.values())) / mixture.seconds


if __name__ == "__main__":
    main()
