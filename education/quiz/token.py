"""How a run travels: signed, compressed, in the address of each page. Nothing of it is kept on this side, and no cookie is set.

A token is made from the run alone, so the same answer to the same page always leads to the same address.
"""

import binascii
import secrets
import time
import zlib
from collections.abc import Sequence
from http import HTTPStatus

from django.core import signing

from education.quiz.run import Run

SALT = "education.quiz.run.1"
HOURS = 24
"""How long a run can be gone on with, from its start. Counted runs are remembered for longer than that."""
LONGEST = 4000


class TokenRefused(Exception):
    """A run that cannot go on; `status` says whether it is too old or was never ours."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status
        super().__init__(status.phrase)


def begin(article: str, form: str, plan: Sequence[str], *, counts: bool) -> Run:
    """A new run, with a number of its own."""
    return Run(secrets.token_urlsafe(9), int(time.time()), article, form, tuple(plan), counts)


def token_of(run: Run) -> str:
    state = [
        run.id, run.started, run.article, run.form, run.plan, run.counts, run.language, run.answers, run.revisions,
        run.again, run.repeating, run.shown,
    ]  # fmt: skip
    return signing.Signer(salt=SALT).sign_object(state, compress=True)


def run_of(token: str, article: str) -> Run:
    """The run of a token of this article. Raises TokenRefused."""
    if not token or len(token) > LONGEST:
        raise TokenRefused(HTTPStatus.BAD_REQUEST)
    try:
        identity, started, key, form, plan, counts, language, answers, revisions, again, repeating, shown = (
            signing.Signer(salt=SALT).unsign_object(token)
        )
        run = Run(
            identity, started, key, form, tuple(plan), counts, language, answers, tuple(revisions), tuple(again),
            repeating, (shown[0], shown[1]) if shown else None,
        )  # fmt: skip
    except (signing.BadSignature, ValueError, TypeError, zlib.error, binascii.Error) as error:
        raise TokenRefused(HTTPStatus.BAD_REQUEST) from error
    if run.article != article:
        raise TokenRefused(HTTPStatus.BAD_REQUEST)
    if time.time() - run.started >= HOURS * 3600:
        raise TokenRefused(HTTPStatus.GONE)
    return run
