"""What a pack holds: an article as a publisher offers it, and whose signatures stand under which words there. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from education.exchange.offering import Offering


@dataclass(frozen=True)
class PublishersEdition:
    """A signature as it stands at the publisher: see `review.models.Edition`."""

    number: int
    signer: str
    credential: str
    note: str
    signed_on: date
    next_review: date | None
    reading: str
    translator: str


@dataclass(frozen=True)
class PublishersApproval:
    """One text of an edition: the newest word of the publisher's reviewers on it."""

    key: str
    edition: int
    words: str
    """Print of the words signed, or withdrawn."""
    source: str
    """Print of the source words that the signer saw."""
    two_people: bool
    """Did somebody else than the signer write these words, or ask for the signature?"""
    reason: str
    withdrawn: bool


@dataclass(frozen=True)
class Signed:
    """What is signed in one language."""

    editions: Mapping[int, PublishersEdition]
    approvals: tuple[PublishersApproval, ...]
    """In reading order, one for each text."""


@dataclass(frozen=True)
class Pack:
    """A pack that was read and checked whole."""

    offering: Offering
    signed: Mapping[str, Signed]
    """language → what is signed in it"""
    key: str
    """Public key of its seal, which holds; empty: not signed."""

    @property
    def publisher(self) -> str:
        return self.offering.publisher
