"""What a publisher of words offers: units with their facts, words in some languages, the order and the sources. Plain values.

Where it comes from (the files that ship, a pack) and what becomes of it are decided elsewhere: `shipped` makes one, `receiving`
takes it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from education.text.fingerprint import Words

Facts = Mapping[str, Any]
"""Name → value, as JSON holds it; other units and sources by their keys. See `facts.NAMES`."""


@dataclass(frozen=True)
class OfferedUnit:
    key: str
    kind: str
    facts: Facts
    """Every fact that this kind of unit has."""


@dataclass(frozen=True)
class Offering:
    """One article as a publisher has it. Checked by whoever made this: `receiving` asks no more than the database does."""

    article: str
    digest: str
    """SHA-256 of everything in it."""
    units: tuple[OfferedUnit, ...]
    """In reading order."""
    words: Mapping[str, Mapping[str, Words]]
    """language → unit key → words"""
    makers: Mapping[str, Mapping[str, str]]
    """language → unit key → who made the words: a person or a computer"""
    citations: Mapping[str, Facts] = field(default_factory=dict)
    """key → publisher, year, title and address of a source"""
    publisher: str = ""
    """Empty: the project itself."""

    @property
    def order(self) -> list[str]:
        return [unit.key for unit in self.units]
