"""Writes one attempt in one short transaction: the run is marked as counted, or nothing happens.

Decides nothing about what is kept. Speaks to the database's own driver: the rows are written in less time than Django's
cursors would take to pass them on, and readers wait for both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from django.db import connection, transaction

from education.quiz.papers import PaperRow

LONGEST_WAIT_MS = 2000
"""How long a reader may wait while somebody else writes to SQLite. Its usual patience is for staff, who can wait."""

RunRow: TypeAlias = tuple[int, str]
"""Number of the run, day on which it may be forgotten."""
AttemptRow: TypeAlias = tuple[int, int, int, int, int, str]
"""Number, clinic, paper, ISO year, ISO week, answers."""

COUNT_RUN = "INSERT INTO education_countedrun (id, droppable_on) VALUES (?, ?) ON CONFLICT DO NOTHING"
KEEP_PAPER = (
    "INSERT INTO education_paper (id, language, form, questions, revisions)"
    " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
KEEP_ATTEMPT = (
    "INSERT INTO education_attempt (id, clinic_id, paper_id, year, week, answers) VALUES (?, ?, ?, ?, ?, ?)"
)


def keep(run: RunRow, paper: PaperRow, attempt: AttemptRow) -> None:
    """Back when the rows are committed (within a transaction of the caller: written), or when the run was counted before."""
    with _transaction() as driver:
        if driver.execute(_spoken(COUNT_RUN), run).rowcount == 1:
            driver.execute(_spoken(KEEP_PAPER), paper)
            driver.execute(_spoken(KEEP_ATTEMPT), attempt)


def _spoken(statement: str) -> str:
    """Drivers mark blanks differently."""
    return statement if connection.vendor == "sqlite" else statement.replace("?", "%s")


@contextmanager
def _transaction() -> Iterator[Any]:
    """The driver's connection, within a transaction that is undone if anything is raised."""
    connection.ensure_connection()
    driver: Any = connection.connection
    if connection.in_atomic_block:
        with transaction.atomic():
            yield driver
        return
    with connection.wrap_database_errors, _short_wait(driver):
        driver.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        try:
            yield driver
        except BaseException:
            driver.execute("ROLLBACK")
            raise
        driver.execute("COMMIT")


@contextmanager
def _short_wait(driver: Any) -> Iterator[None]:
    """PostgreSQL does not make one insert wait for another; SQLite has one writer at a time."""
    if connection.vendor != "sqlite":
        yield
        return
    (usual,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {usual}")
