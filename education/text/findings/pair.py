"""What a check looks at (one unit in its source language and in another), and what it says about it.

Decides which findings may stop a signature: structural ones always, those on meaning where the unit is safety text.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import ClassVar, cast

from django.utils.functional import Promise
from django.utils.text import format_lazy

from education.text.fingerprint import has_words

Forms = tuple[str, ...]

# Which fields must hold words, and which hold one line of plain words: the same as the models of content say.
REQUIRED: Mapping[str, frozenset[str]] = {
    "section": frozenset({"heading"}),
    "care_level": frozenset({"name", "action"}),
    "red_flag": frozenset({"sign"}),
    "term": frozenset({"name", "definition"}),
    "question": frozenset({"stem", "why", "feedback_a", "feedback_b", "feedback_c", "feedback_d"}),
}
LINES = frozenset({"heading", "name", "sign", "forms", "stem", "option_a", "option_b", "option_c"})
NO_PROSE = frozenset({"forms"})
"""Fields that hold a list for the software and no words for readers."""


class Severity(StrEnum):
    BLOCKS = "blocks"
    ADVISES = "advises"


class Stakes(Enum):
    """When a finding stops a signature."""

    ALWAYS = "always"
    SAFETY = "in safety text"
    NEVER = "never"


@dataclass(frozen=True)
class Pair:
    """One unit: its words in the source language, and its words in `language` (the same language for the source itself)."""

    source_language: str
    language: str
    kind: str
    weight: str
    source: Mapping[str, str]
    words: Mapping[str, str]
    glossary: tuple[tuple[Forms, Forms], ...] = ()
    """Terms of the article: forms in the source language, forms in `language`."""
    calls: str = ""
    """The field in which every language must tell the emergency number; of most units none."""

    @property
    def is_source(self) -> bool:
        return self.language == self.source_language

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of readers' prose that either side knows, source order first."""
        return tuple(field for field in dict.fromkeys((*self.source, *self.words)) if field not in NO_PROSE)

    @property
    def written(self) -> tuple[str, ...]:
        """Fields that hold words in `language`."""
        return tuple(field for field in self.fields if has_words(self.words.get(field, "")))

    @property
    def shared(self) -> tuple[str, ...]:
        """Fields that hold words on both sides: only these can be compared."""
        return tuple(field for field in self.written if has_words(self.source.get(field, "")))


@dataclass(frozen=True)
class Finding:
    """One thing for the editor to look at. `sentence` says what to do; `field` names where."""

    id: str
    severity: Severity
    field: str
    sentence: str | Promise


class Check(ABC):
    """One thing to look for. Subclasses are small: an id, what is at stake, a sentence and `find`."""

    id: ClassVar[str]
    stakes: ClassVar[Stakes]
    sentence: ClassVar[Promise]
    of_source: ClassVar[bool] = False
    """Whether it also makes sense for the source language alone."""

    @abstractmethod
    def find(self, pair: Pair) -> Iterator[Finding]:
        """The findings in one unit, field by field."""

    def finding(self, pair: Pair, field: str, **details: object) -> Finding:
        """A finding of this check, with the details filled into its sentence."""
        return Finding(self.id, self.severity(pair), field, format_lazy(cast(str, self.sentence), **details))

    def can_block(self, pair: Pair) -> bool:
        return self.stakes is Stakes.ALWAYS or (self.stakes is Stakes.SAFETY and pair.weight == "safety")

    def severity(self, pair: Pair) -> Severity:
        return Severity.BLOCKS if self.can_block(pair) else Severity.ADVISES
