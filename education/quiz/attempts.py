"""Counts a finished first attempt, and never stands in a reader's way.

Whatever the database says, the caller goes on: a refusal is counted in `losses` and logged without words or addresses.
Whether a run is finished and is a first attempt is decided by the caller.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock

from django.utils import timezone

from education.clinics.models import Clinic
from education.quiz.keeping import keep
from education.quiz.numbering import run_number
from education.quiz.papers import PaperRow, paper_row

logger = logging.getLogger(__name__)

OPTIONS = frozenset("abcd")


class Losses:
    """How many attempts this process could not keep. For metrics; starts again at 0 with the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.count = 0

    def add(self) -> None:
        with self._lock:
            self.count += 1


losses = Losses()


def record_attempt(
    *,
    clinic: Clinic,
    language: str,
    form: str,
    answers: Mapping[str, str],
    revisions: Mapping[str, int],
    counted: str,
    started: int,
) -> bool:
    """Keep one attempt, once for each `counted` (the run's random number), if the clinic counts. Never raises.

    `answers`: question → option a, b, c or d, in run order; `revisions`: question → number of the wording shown;
    `started`: when the run began, Unix time in seconds. True: the attempt is committed, by this call or an earlier one.
    """
    if not clinic.count_answers:
        return False
    try:
        shown = tuple(revisions.get(question, 0) for question in answers)
        _record(
            clinic.pk, paper_row(language, form, tuple(answers), shown), [*answers.values()], counted, started
        )
    except Exception as refusal:  # nothing that goes wrong here may cost the reader the page
        losses.add()
        # Only the kind of failure: the text of a database's error can hold the values of the row.
        logger.error("A finished quiz was not counted: %s", type(refusal).__name__)
        return False
    return True


def _record(clinic: int, paper: PaperRow, options: Sequence[str], counted: str, started: int) -> None:
    """Raises what the database raises. ValueError: an answer that is no option, or a run without a number."""
    if not OPTIONS.issuperset(options) or not options or not counted:
        raise ValueError("options are a, b, c and d, one for each question")
    year, week, _day = datetime.now(timezone.get_default_timezone()).isocalendar()
    keep((run_number(counted, started), clinic, year, week, "".join(options), paper[0]), paper)
