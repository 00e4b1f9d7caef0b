"""The number under which a run is counted: the same each time it is asked for, and after three days nobody's to find out again.

A number is drawn from the run's own with a secret that belongs to the day on which the run began. Whoever holds the secret
and a run's token could find its row, and learn nothing: the token holds those very answers. When the secret is deleted, nothing
is left that joins the two, and nobody has kept a list of runs.
"""

import secrets
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

from education.quiz.keeping import keep_secret
from education.quiz.models import CountingSecret
from education.quiz.papers import number_of

DAYS_KEPT = 3
"""A run's token lives for 24 hours; whoever comes back later can no longer be counted twice."""


def run_number(run: str, started: int) -> int:
    """63 bits. `started`: when the run began, Unix time in seconds. Asks the database for the first run of a day only."""
    day = datetime.fromtimestamp(started, UTC).date()
    return number_of(blake2b(run.encode(), key=secret_of(day), digest_size=8).digest())


@lru_cache(maxsize=2)
def secret_of(day: date) -> bytes:
    """Drawn when it is first asked for; old ones go then."""
    kept = CountingSecret.objects.filter(day=day)
    if not kept.exists():
        keep_secret(day, secrets.token_bytes(32), forget_until=_expired(day))
    return bytes(kept.get().secret)


def forget(today: date) -> int:
    """How many secrets were deleted because all runs that they were drawn for have expired."""
    return CountingSecret.objects.filter(day__lte=_expired(today)).delete()[0]


def _expired(today: date) -> date:
    return today - timedelta(days=DAYS_KEPT)
