"""A paper's row is drawn from its content alone: equal papers get equal numbers, without asking the database."""

import json
from functools import lru_cache
from hashlib import sha256
from typing import TypeAlias

NUMBER_BITS = 63
"""What fits a row's number in every database."""
PAPERS_REMEMBERED = 512

PaperRow: TypeAlias = tuple[int, str, str, str, str]
"""Number, language, form, questions and revisions, both in JSON."""


@lru_cache(maxsize=PAPERS_REMEMBERED)
def paper_row(language: str, form: str, questions: tuple[str, ...], revisions: tuple[int, ...]) -> PaperRow:
    """ValueError: questions and revisions are not of one length."""
    if len(questions) != len(revisions):
        raise ValueError("every question has one revision")
    asked, shown = json.dumps(questions), json.dumps(revisions)
    return (
        number_of(sha256(f"{language} {form} {asked} {shown}".encode()).digest()),
        language,
        form,
        asked,
        shown,
    )


def number_of(digest: bytes) -> int:
    """The first 63 bits of a digest."""
    return int.from_bytes(digest[:8], "big") >> (64 - NUMBER_BITS)
