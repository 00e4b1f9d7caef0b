"""Attempts that have grown old become totals and go: by month, language, question, wording and option.

What belongs together in one attempt is lost then, and with it what needs it (KR-20, item–rest, Δ). Decides how old is old by
the clinic's own setting. Old weeks get no new rows, so nothing is counted between reading and deleting.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db import transaction
from django.db.models import F, Q, QuerySet

from education.clinics.models import Clinic
from education.quiz.columns import Answers
from education.quiz.models import Attempt, AttemptTotal, Paper
from education.quiz.numbering import forget
from education.quiz.sheets import Joined

THURSDAY = 4
MONTHS = 12
LATEST_DAY = 28
"""Every month has it."""

Total: TypeAlias = tuple[str, str, int, int, str, int, str]
"""Language, form, year, month, question, revision, option."""


@dataclass(frozen=True)
class Aged:
    """What was done."""

    attempts: int
    secrets: int
    """Of days whose runs have all expired."""


@transaction.atomic
def add_up(today: date) -> Aged:
    """Add up and delete what is older than each clinic keeps it; forget what the numbers of expired runs were drawn with.

    Of two runs at once the second waits for the first, and finds nothing: else both would add the same attempts.
    """
    # Without a lock on the key, else a reader who finishes a quiz would wait, too. SQLite has one writer anyway.
    clinics = Clinic.objects.select_for_update(no_key=True).order_by("pk")
    attempts = sum(_add_up(clinic, _before(today, clinic.keep_attempts_months)) for clinic in clinics)
    return Aged(attempts, forget(today))


def _before(today: date, months: int) -> date:
    """So many months ago. Weeks that began before that day's week are old."""
    whole = today.year * MONTHS + today.month - 1 - months
    return date(whole // MONTHS, whole % MONTHS + 1, min(today.day, LATEST_DAY))


def _add_up(clinic: Clinic, before: date) -> int:
    old = _older(clinic, before)
    totals = _totals(old)
    for (language, form, year, month, question, revision, option), people in totals.items():
        row, _new = AttemptTotal.objects.get_or_create(
            clinic=clinic, language=language, form=form, year=year, month=month, question=question,
            revision=revision, option=option, defaults={"count": 0},
        )  # fmt: skip
        AttemptTotal.objects.filter(pk=row.pk).update(count=F("count") + people)
    # No row points at an attempt, so Django deletes them without reading them.
    deleted, _by_model = old.delete()
    return deleted


def _older(clinic: Clinic, before: date) -> QuerySet[Attempt]:
    week = before.isocalendar()
    return Attempt.objects.filter(
        Q(year__lt=week.year) | Q(year=week.year, week__lt=week.week), clinic=clinic
    )


def _totals(old: QuerySet[Attempt]) -> Counter[Total]:
    papers = Paper.objects.in_bulk()
    totals: Counter[Total] = Counter()
    rows = (
        old.order_by("paper", "year", "week").values("paper", "year", "week").annotate(all=Joined("answers"))
    )
    for row in rows:
        paper = papers[row["paper"]]
        month = date.fromisocalendar(row["year"], row["week"], THURSDAY)
        answers = Answers([row["all"]], paper.questions)
        for question, revision in zip(paper.questions, paper.revisions, strict=True):
            for option, people in answers.chosen(question).items():
                if people:
                    totals[
                        paper.language, paper.form, month.year, month.month, question, revision, option
                    ] += people
    return totals
