"""The published readability formulas, as plain functions of counts, each with its source and its target for patients.

Decides nothing about which text is measured. Values of different formulas, and of different languages, must never be
compared with each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Counts:
    """What the formulas know of a text. All fields are plain counts over the whole text."""

    sentences: int
    words: int
    letters: int
    long_words: int
    """Words of more than six letters."""
    word_syllables: Sequence[int]
    """Syllables of each word; empty for languages without a syllable counter."""

    @property
    def sentence_length(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences

    @property
    def word_length(self) -> float:
        """Syllables in a word, on average."""
        return sum(self.word_syllables) / self.words

    @property
    def long_share(self) -> float:
        """Words of more than six letters in a hundred."""
        return 100 * self.long_words / self.words

    def words_with(self, least: int, most: int = 99) -> int:
        """How many words have at least `least` and at most `most` syllables."""
        return sum(least <= count <= most for count in self.word_syllables)

    def share_with(self, least: int, most: int = 99) -> float:
        """The same in a hundred words."""
        return 100 * self.words_with(least, most) / self.words


@dataclass(frozen=True)
class Formula:
    """A formula with its target: at least so easy, or at most such a grade. No target: shown, never judged."""

    name: str
    value: Callable[[Counts], float]
    target: float | None = None
    at_most: bool = False
    """Whether the target is a ceiling (a school grade) and not a floor (an ease)."""
    least_sentences: int = 1
    """Below this many sentences the formula says nothing."""


def ease(base: float, a_sentence: float, a_word: float) -> Callable[[Counts], float]:
    """A formula of Flesch's form: base − a·words per sentence − b·syllables per word. Higher is easier."""
    return lambda counts: base - a_sentence * counts.sentence_length - a_word * counts.word_length


def grade(a_sentence: float, a_word: float, base: float) -> Callable[[Counts], float]:
    """A formula of Kincaid's form: a·words per sentence + b·syllables per word − base. Lower is easier."""
    return lambda counts: a_sentence * counts.sentence_length + a_word * counts.word_length - base


def smog(counts: Counts) -> float:
    """McLaughlin 1969: from the words of three and more syllables in 30 sentences."""
    return 1.043 * sqrt(30 * counts.words_with(3) / counts.sentences) + 3.1291


def wiener(counts: Counts) -> float:
    """Bamberger and Vanecek 1984, first Vienna formula for factual texts: a school grade."""
    return (
        0.1935 * counts.share_with(3)
        + 0.1672 * counts.sentence_length
        + 0.1297 * counts.long_share
        - 0.0327 * counts.share_with(1, 1)
        - 0.875
    )


def gulpease(counts: Counts) -> float:
    """Lucisano and Piemontese 1988: needs letters only, no syllables."""
    return 89 + (300 * counts.sentences - 10 * counts.letters) / counts.words


def pisarek(counts: Counts) -> float:
    """Pisarek 1969, linear form: years of school, from sentence length and words of four and more syllables."""
    return counts.sentence_length / 3 + counts.share_with(4) / 3 + 1


def lix(counts: Counts) -> float:
    """Björnsson 1968: needs no syllables, so it works for any language of letters."""
    return counts.sentence_length + counts.long_share


FORMULAS: dict[str, tuple[Formula, ...]] = {
    # Flesch 1948; Kincaid et al. 1975; McLaughlin asks for 30 sentences.
    "en": (
        Formula("Flesch-Kincaid grade", grade(0.39, 11.8, 15.59), 6, at_most=True),
        Formula("Flesch reading ease", ease(206.835, 1.015, 84.6), 80),
        Formula("SMOG", smog, least_sentences=30),
    ),
    # Szigriszt Pazos 1993 with the bands of Barrio-Cantalejo et al. 2008 (65 and more: quite easy). Fernández Huerta 1959 in
    # the reading of Law 2011: words per sentence, not sentences per hundred words.
    "es": (
        Formula("Szigriszt (INFLESZ)", ease(206.835, 1.0, 62.3), 65),
        Formula("Fernández Huerta", ease(206.84, 1.02, 60)),
    ),
    # Kandel and Moles 1958.
    "fr": (Formula("Kandel-Moles", ease(207, 1.015, 73.6), 70),),
    # Amstad 1978.
    "de": (
        Formula("Amstad", ease(180, 1, 58.5), 70),
        Formula("Wiener Sachtextformel 1", wiener, 6, at_most=True),
    ),
    # Franchina and Vacca 1986 for the second.
    "it": (Formula("Gulpease", gulpease, 80), Formula("Flesch-Vacca", ease(217, 1.3, 60))),
    # Martins et al. 1996: Flesch's formula moved by 42 points.
    "pt": (Formula("Martins", ease(248.835, 1.015, 84.6), 75),),
    # Oborneva 2006.
    "ru": (Formula("Oborneva", ease(206.835, 1.3, 60.1), 70),),
    # Douma 1960.
    "nl": (Formula("Douma", ease(206.835, 0.93, 77), 70),),
    "pl": (Formula("Pisarek", pisarek, 8, at_most=True),),
    # Ateşman 1997.
    "tr": (Formula("Ateşman", ease(198.825, 2.61, 40.175), 70),),
}
LIX = (Formula("LIX", lix, 40, at_most=True),)
