"""Counts a finished first attempt, and never stands in a reader's way.

Whatever the database says, the caller goes on: a refusal is counted in `losses` and logged without words or addresses.
Whether a run is finished and is a first attempt is decided by the caller. When `record_attempt` is back without a loss,
the attempt is committed, or was before.
"""

import hmac
import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from threading import Lock

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from education.clinics.models import Clinic
from education.quiz.keeping import keep
from education.quiz.papers import NUMBER_BITS, PaperRow, number_of, paper_row

logger = logging.getLogger(__name__)

DAYS_REMEMBERED = 3
"""A run's token lives for 24 hours; whoever comes back later can no longer be counted twice."""
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
) -> None:
    """Keep one attempt, once for each `counted` (the run's random number), if the clinic counts. Never raises.

    `answers`: question → option a, b, c or d, in run order; `revisions`: question → number of the wording shown.
    """
    if not clinic.count_answers:
        return
    try:
        shown = tuple(revisions.get(question, 0) for question in answers)
        _record(clinic.pk, paper_row(language, form, tuple(answers), shown), [*answers.values()], counted)
    except Exception as refusal:  # nothing that goes wrong here may cost the reader the page
        losses.add()
        # Only the kind of failure: the text of a database's error can hold the values of the row.
        logger.error("A finished quiz was not counted: %s", type(refusal).__name__)


def _record(clinic: int, paper: PaperRow, options: Sequence[str], counted: str) -> None:
    """Raises what the database raises. ValueError: an answer that is no option, or a run without a number."""
    if not OPTIONS.issuperset(options) or not options or not counted:
        raise ValueError("options are a, b, c and d, one for each question")
    today = timezone.localdate()
    year, week, _day = today.isocalendar()
    # A random number, so that rows do not lie in the order in which people finished.
    attempt = (secrets.randbits(NUMBER_BITS), clinic, paper[0], year, week, "".join(options))
    keep((_run_number(counted), (today + timedelta(days=DAYS_REMEMBERED)).isoformat()), paper, attempt)


def _run_number(counted: str) -> int:
    """Tells nobody which run it was, and cannot be made without this installation's key."""
    return number_of(hmac.digest(_key(settings.SECRET_KEY), counted.encode(), "sha256"))


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return salted_hmac("education.quiz.counted_run", "", secret=secret, algorithm="sha256").digest()
