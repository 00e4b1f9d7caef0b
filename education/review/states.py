"""The state of one unit in one language, computed by comparing fingerprints. Pure: prints in, a state out.

Nothing here reads a clock or a stored status, so editing the source makes its signed translations outdated, and undoing
the edit makes them fresh, with nobody and nothing to update.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The same six words everywhere; the order is that of the work still to do."""

    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    AWAITING = "awaiting", _("waits for signature")
    OUTDATED = "outdated", _("outdated")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SIGNED = "signed", _("signed")


@dataclass(frozen=True)
class Signature:
    """The newest approval of a unit in a language, by its prints."""

    words: str
    source: str
    edition: int
    withdrawn: bool = False


@dataclass(frozen=True)
class Request:
    """A submission, by its prints."""

    words: str
    source: str
    after_edition: int


def current_source(desk: str, signature: Signature | None) -> str:
    """Print of the source words that translations are held against: the signed ones, or the desk while none were ever signed.

    A draft of signed source words therefore outdates nothing. Withdrawn source words are no source: the empty string.
    """
    if signature is None:
        return desk
    return "" if signature.withdrawn else signature.words


def state(desk: str, source: str, signature: Signature | None, requests: Collection[Request] = ()) -> State:
    """The state of the words on the desk.

    `desk` and `source` are prints; for the source language itself, `source` is its own desk print.
    """
    if not desk:
        return State.MISSING
    of_desk = signature if signature and signature.words == desk else None
    if of_desk and not of_desk.withdrawn and of_desk.source == source:
        return State.SIGNED
    newest = signature.edition if signature else 0
    if requests and any(
        (ask.words, ask.source) == (desk, source) and ask.after_edition >= newest for ask in requests
    ):
        return State.AWAITING
    if of_desk:
        return State.WITHDRAWN if of_desk.withdrawn else State.OUTDATED
    return State.DRAFT
