"""Writes what is kept of the quiz, each time by one statement, which the database does whole or not at all.

Decides nothing about what is kept. What is there already stays as it is. No reader waits longer than LONGEST_WAIT_MS for
somebody else's lock: the database's usual patience is for staff, who can wait. So on SQLite, where patience belongs to
a connection, each thread has one of its own for this; on PostgreSQL it is said with the statement.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from threading import local
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from education.quiz.papers import PaperRow

LONGEST_WAIT_MS = 2000

AttemptRow: TypeAlias = tuple[int, int, int, int, str, int]
"""Number, clinic, ISO year, ISO week, answers, paper."""
Write: TypeAlias = Callable[[str, Sequence[Any]], int]
"""How many rows a statement wrote."""

KEEP_ATTEMPT = (
    "INSERT INTO education_attempt (id, clinic_id, paper_id, year, week, answers)"
    " SELECT ?, ?, id, ?, ?, ? FROM education_paper WHERE id = ? ON CONFLICT DO NOTHING"
)
KEEP_PAPER = (
    "INSERT INTO education_paper (id, language, form, questions, revisions)"
    " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
SET_DAY = "INSERT INTO education_countingsecret (day, secret) VALUES (?, ?) ON CONFLICT DO NOTHING"
FORGET_DAYS = "DELETE FROM education_countingsecret WHERE day <= ?"


def keep(attempt: AttemptRow, paper: PaperRow) -> None:
    """Back when the attempt is committed (within a transaction of the caller: written), now or by an earlier call."""
    write = _write()
    if write(KEEP_ATTEMPT, attempt) != 1:
        # The first at this paper, or counted before.
        write(KEEP_PAPER, paper)
        write(KEEP_ATTEMPT, attempt)


def keep_secret(day: date, secret: bytes, *, forget_until: date) -> None:
    """The secret of a day, if it has none yet; those of days up to `forget_until` go."""
    write = _write()
    write(FORGET_DAYS, (forget_until.isoformat(),))
    write(SET_DAY, (day.isoformat(), secret))


def _write() -> Write:
    usual = connections[DEFAULT_DB_ALIAS]
    if usual.in_atomic_block:
        return _within_transaction
    return _to_sqlite if usual.vendor == "sqlite" else _to_postgresql


def _within_transaction(statement: str, row: Sequence[Any]) -> int:
    """What fails must not spoil the caller's transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.replace("?", "%s"), row)
        written: int = cursor.rowcount
        return written


def _to_postgresql(statement: str, row: Sequence[Any]) -> int:
    """Two statements in one message are one transaction, and cost one way there and back."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL lock_timeout = {LONGEST_WAIT_MS}; {statement.replace('?', '%s')}",
            row,
        )
        cursor.nextset()
        written: int = cursor.rowcount
        return written


def _to_sqlite(statement: str, row: Sequence[Any]) -> int:
    """Each statement is a transaction. Changing the patience of Django's connection back and forth would cost as much again."""
    if _own.process != os.getpid():
        opened = connection.copy()
        opened.ensure_connection()
        opened.connection.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}")
        _own.driver, _own.process = opened.connection, os.getpid()
    return _own.driver.execute(statement, row).rowcount


class _Own(local):
    """A thread's own connection to SQLite, of the process that opened it."""

    process = 0
    driver: sqlite3.Connection


_own = _Own()
