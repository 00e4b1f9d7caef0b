"""How hard a text reads, by the formulas published for its language; or, plainly, that nobody has measured such a formula.

Being readable by formula is necessary and not enough: only readers can say that they understood. Takes plain text, one
block a line (`markup.plain`); headings and list items count as sentences. Which text must meet which target is decided
by the callers.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from education.text.formulas import FORMULAS, LIX, Counts, Formula
from education.text.scripts import share_in
from education.text.sentences import letters, sentences, words
from education.text.syllables import COUNTERS, syllables

LONG_WORD_LETTERS = 7

# Formulas that exist and that we leave out on purpose, with what was found about them.
NO_MEASURE: dict[str, Promise] = {
    "ar": _(
        "The formulas for Arabic were fitted to official texts with added vowel marks and never tried with patients."
    ),
    "zh-hans": _("Chinese writes neither syllables nor spaces, and measures for it are research tools."),
    "ur": _("No readability formula for Urdu is known to us."),
    "bn": _("Formulas for Bengali rest on a few dozen passages, and English formulas do not fit it."),
    "vi": _("The formulas for Vietnamese were never tried on health texts."),
}
UNKNOWN = _("No readability formula for this language is known to us.")
NO_WORDS = _("There are no words to measure.")


@dataclass(frozen=True)
class Score:
    """The value of one formula, to be read against its target; `meets` is None where there is no target."""

    name: str
    value: float
    target: float | None
    meets: bool | None
    at_most: bool = False

    @property
    def goal(self) -> str:
        """The target as people write it: "≤ 6"; empty where there is none."""
        return "" if self.target is None else f"{'≤' if self.at_most else '≥'} {self.target:g}"


@dataclass(frozen=True)
class Readability:
    """What is known of one text. Without a formula `scores` is empty and `reason` says why."""

    language: str
    words: int
    sentences: int
    words_per_sentence: float
    scores: tuple[Score, ...]
    reason: Promise | None = None
    characters_per_sentence: float | None = None
    """Chinese characters in a sentence, on average; None for other languages."""

    @property
    def meets(self) -> bool | None:
        """Whether every formula with a target meets it; None where nothing can be judged."""
        judged = [score.meets for score in self.scores if score.meets is not None]
        return all(judged) if judged else None


def measure(text: str, language: str) -> Readability:
    """Counts and scores of a plain text, one block a line, in the language of this code."""
    counts = _counted(text, language)
    formulas, reason = _formulas_for(text, language)
    if not counts.words:
        formulas, reason = (), NO_WORDS
    a_sentence = counts.sentence_length if counts.sentences else 0.0
    return Readability(
        language=language,
        words=counts.words,
        sentences=counts.sentences,
        words_per_sentence=a_sentence,
        scores=tuple(
            _score(formula, counts) for formula in formulas if counts.sentences >= formula.least_sentences
        ),
        reason=reason,
        characters_per_sentence=a_sentence if language.startswith("zh") else None,
    )


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade of an English text; ValueError where it has no words."""
    found = measure(text, "en").scores
    if not found:
        raise ValueError(str(NO_WORDS))
    return found[0].value


def _counted(text: str, language: str) -> Counts:
    found = words(text)
    return Counts(
        sentences=len(sentences(text)),
        words=len(found),
        letters=sum(map(letters, found)),
        long_words=sum(letters(word) >= LONG_WORD_LETTERS for word in found),
        word_syllables=[syllables(word, language) for word in found] if language in COUNTERS else [],
    )


def _formulas_for(text: str, language: str) -> tuple[tuple[Formula, ...], Promise | None]:
    if language in NO_MEASURE:
        return (), NO_MEASURE[language]
    if language in FORMULAS:
        return FORMULAS[language], None
    if share_in(text, "Latn") + share_in(text, "Cyrl") > 0.5:
        return LIX, None
    return (), UNKNOWN


def _score(formula: Formula, counts: Counts) -> Score:
    value = formula.value(counts)
    meets = None
    if formula.target is not None:
        meets = value <= formula.target if formula.at_most else value >= formula.target
    return Score(formula.name, value, formula.target, meets, formula.at_most)
