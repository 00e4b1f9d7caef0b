"""The words by which the checks know a negation, a side, an urgency, a number or a unit in each language.

The words lie in `vocabularies/<language>.toml`, one file a language. In them `*` stands for the rest of a word ("links*"),
a blank also for a hyphen, and the words under `except` are phrases in which the words mean something else ("right away").
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from education.text.sentences import MARKS

FOLDER = Path(__file__).parent / "vocabularies"
CONCEPTS = ("negation", "negation_like", "left", "right", "emergency", "now", "today", "soon", "call")
UNITS = (
    "second", "minute", "hour", "day", "week", "month", "year", "percent",
    "mg", "mcg", "g", "kg", "ml", "mm", "cm", "m", "km",
)  # fmt: skip

LONGEST_REMEMBERED = 300
"""Characters of a text whose folded form is kept: sentences and forms of terms, which are asked for again and again."""

Key = TypeVar("Key")
IN_WORD = rf"[\w{MARKS}]"
# One letter for what writers of Arabic and Urdu type in several ways; vowel marks and the stretching stroke go.
ARABIC = str.maketrans("أإآٱىیکہھة", "ااااييكههه", "ـ")
# Vowel marks of Arabic, joiners, and the marks that turn the direction of writing.
UNSEEN = re.compile(r"[\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Vocabulary:
    """What one language has for the checks. Patterns are made for text that went through `folded`."""

    language: str
    concepts: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, re.Pattern[str]]
    """Number in ASCII digits → the words for it, ordinals and "twice" too."""
    cardinals: Mapping[str, re.Pattern[str]]
    """The same with the plain number word alone: the first of each list."""
    units: Mapping[str, re.Pattern[str]]
    multipliers: Mapping[int, re.Pattern[str]]
    """What a number may be counted in: thousand, million, 万, লাখ."""
    length: float
    """Characters of a usual translation for one character of English."""
    longest_sentence: int
    """Words (in Chinese: characters) above which a sentence is long."""
    spaced: bool
    prefix: str
    """What may be joined to the front of a word: Arabic "and", "by", "the"."""

    own_letters: frozenset[str]
    """Letters that only this language has among those of its script, to tell Urdu from Arabic."""
    other_letters: frozenset[str]
    """The same of the languages that it is mistaken for."""

    def says(self, concept: str, text: str) -> bool:
        """Whether a word of the concept stands in the text."""
        return any(match["word"] is not None for match in self.concepts[concept].finditer(folded(text)))

    def unit_at(self, text: str, position: int) -> str | None:
        """The unit that begins right at this position of a folded text: "weeks" in "6 weeks"."""
        found = _longest_at(self.units, text, position)
        return found[0] if found else None

    def multiplier_at(self, text: str, position: int) -> tuple[int, int]:
        """By how much a number that ends at this position is multiplied, and where the word for it ends."""
        return _longest_at(self.multipliers, text, position) or (1, position)

    def count_of_number(self, number: str, text: str) -> int:
        """How often the number stands in the text as a word."""
        pattern = self.numbers.get(number)
        return sum(match["word"] is not None for match in pattern.finditer(folded(text))) if pattern else 0


@cache
def vocabulary(language: str) -> Vocabulary | None:
    """The vocabulary of a language; None where nobody wrote one, so that the checks on meaning stay silent."""
    path = FOLDER / f"{language}.toml"
    return _read(language, tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def folded(text: str) -> str:
    """The text in one spelling: small letters, straight apostrophes, one form for each Arabic letter."""
    return _folded_phrase(text) if len(text) <= LONGEST_REMEMBERED else _fold(text)


@lru_cache(maxsize=4096)
def concepts_in(language: str, sentence: str) -> frozenset[str]:
    """All concepts whose words stand in the sentence; none for a language without a vocabulary."""
    known = vocabulary(language)
    return (
        frozenset(concept for concept in CONCEPTS if known.says(concept, sentence)) if known else frozenset()
    )


@lru_cache(maxsize=1024)
def form_pattern(form: str, *, spaced: bool, prefix: str = "") -> re.Pattern[str]:
    """A pattern for one form of a glossary term."""
    return pattern_of([form], spaced=spaced, prefix=prefix)


def pattern_of(
    forms: Iterable[str], *, spaced: bool, prefix: str = "", without: Iterable[str] = ()
) -> re.Pattern[str]:
    """A pattern that finds any of the forms as group `word`, and passes over the phrases in `without`."""
    passed = _alternatives(without) or r"(?!)"
    wanted = _alternatives(forms) or r"(?!)"
    if not spaced:
        return re.compile(f"(?:{passed})|(?P<word>{wanted})")
    return re.compile(rf"(?<!{IN_WORD}){prefix}(?:(?:{passed})|(?P<word>{wanted}))(?!{IN_WORD})")


@lru_cache(maxsize=4096)
def _folded_phrase(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold().replace("’", "'").replace("ʼ", "'")
    return UNSEEN.sub("", text).translate(ARABIC)


def _read(language: str, data: Mapping[str, Any]) -> Vocabulary:
    spaced, prefix = data.get("spaced", True), data.get("prefix", "")

    def pattern(entry: Mapping[str, list[str]]) -> re.Pattern[str]:
        return pattern_of(
            entry.get("words", ()), spaced=spaced, prefix=prefix, without=entry.get("except", ())
        )

    return Vocabulary(
        language=language,
        concepts={concept: pattern(data[concept]) for concept in CONCEPTS},
        numbers={number: pattern({"words": forms}) for number, forms in data["numbers"].items()},
        cardinals={number: pattern({"words": forms[:1]}) for number, forms in data["numbers"].items()},
        units={unit: _unit_pattern(data["units"].get(unit, ()), spaced=spaced) for unit in UNITS},
        multipliers={
            int(factor): _unit_pattern(forms, spaced=spaced) for factor, forms in data["multipliers"].items()
        },
        length=data["length"],
        longest_sentence=data["longest_sentence"],
        spaced=spaced,
        prefix=prefix,
        own_letters=frozenset(data.get("own_letters", "")),
        other_letters=frozenset(data.get("other_letters", "")),
    )


def _longest_at(patterns: Mapping[Key, re.Pattern[str]], text: str, position: int) -> tuple[Key, int] | None:
    """Which pattern matches the most from this position on, and where it ends."""
    ends = {key: match.end() for key, pattern in patterns.items() if (match := pattern.match(text, position))}
    return max(ends.items(), key=itemgetter(1), default=None)


def _unit_pattern(forms: Iterable[str], *, spaced: bool) -> re.Pattern[str]:
    """A unit may touch its number ("5mg", "6-week"), so only its end is guarded."""
    return re.compile(rf"[\s-]*(?:{_alternatives(forms) or '(?!)'})" + (f"(?!{IN_WORD})" if spaced else ""))


def _alternatives(forms: Iterable[str]) -> str:
    """Longest first, so that 周岁 (years of age) is seen before 周 (week)."""
    return "|".join(_expression(folded(form)) for form in sorted(forms, key=len, reverse=True))


def _expression(form: str) -> str:
    return re.escape(form).replace(r"\*", f"{IN_WORD}*").replace(r"\ ", r"[\s-]+")
