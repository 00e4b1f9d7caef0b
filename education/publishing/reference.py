"""A short number for a request that failed: the reader says it, and the log line with the same number says what happened."""

import secrets

from django.http import HttpRequest

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are mistaken for each other when read aloud or written down."""
GROUP = 4
KEPT_AT = "education.reference"


def reference(request: HttpRequest) -> str:
    """`K7QM-3XTP`: drawn when it is first asked for, the same as long as the request lives. It tells nothing of its reader."""
    if KEPT_AT not in request.META:
        groups = ["".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(2)]
        request.META[KEPT_AT] = "-".join(groups)
    kept: str = request.META[KEPT_AT]
    return kept
