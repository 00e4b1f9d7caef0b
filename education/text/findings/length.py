"""Whether a translation is oddly long or short, its sentences too long, or the text too hard to read.

All of this advises and never stops a signature: only readers can say that a text is clear.
"""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from education.text.findings.alignment import prose
from education.text.findings.pair import Check, Finding, Pair, Stakes
from education.text.findings.vocabulary import vocabulary
from education.text.readability import Readability, Score, measure
from education.text.sentences import sentences, words

LEAST_CHARACTERS = 60
LEAST_RATIO, MOST_RATIO = 0.5, 2.0
LEAST_WORDS_TO_MEASURE = 40

# The targets hold for a whole article. One part of it is a small sample, so it may miss them by so much.
GRADE_ALLOWANCE = 2.0
EASE_ALLOWANCE = 10.0


class LengthOdd(Check):
    id = "length"
    stakes = Stakes.NEVER
    sentence = _(
        "This text has {percent} % of the length that is usual for a translation of the source. Is it whole?"
    )

    def find(self, pair: Pair) -> Iterator[Finding]:
        ours, theirs = vocabulary(pair.source_language), vocabulary(pair.language)
        if ours is None or theirs is None:
            return
        for field in pair.shared:
            source, here = prose(field, pair.source[field]), prose(field, pair.words[field])
            if len(source) < LEAST_CHARACTERS:
                continue
            ratio = len(here) / (len(source) * theirs.length / ours.length)
            if not LEAST_RATIO <= ratio <= MOST_RATIO:
                yield self.finding(pair, field, percent=round(100 * ratio))


class LongSentence(Check):
    id = "long-sentence"
    stakes = Stakes.NEVER
    of_source = True
    sentence = _("“{passage} …” is a long sentence (words: {count}). Please make two of it.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        known = vocabulary(pair.language)
        if known is None:
            return
        for field in pair.written:
            for sentence in sentences(prose(field, pair.words[field])):
                count = len(words(sentence))
                if count > known.longest_sentence:
                    yield self.finding(pair, field, passage=sentence[:40].strip(), count=count)


class HardToRead(Check):
    id = "readability"
    stakes = Stakes.NEVER
    of_source = True
    sentence = _(
        "This text is hard to read: {measure} {value} (target {goal}). Please use shorter words and sentences."
    )

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field, found in _measured(pair):
            for score in filter(_is_far_off, found.scores):
                yield self.finding(
                    pair, field, measure=score.name, value=f"{score.value:.1f}", goal=score.goal
                )
                break


class NoMeasure(Check):
    """Said once a unit, at its longest text, so that silence is not taken for an easy text."""

    id = "no-measure"
    stakes = Stakes.NEVER
    of_source = True
    sentence = _(
        "How hard this text reads could not be computed. {reason} Please let five native readers say it back."
    )

    def find(self, pair: Pair) -> Iterator[Finding]:
        unmeasured = [(found.words, field, found.reason) for field, found in _measured(pair) if found.reason]
        if unmeasured:
            _count, field, reason = max(unmeasured, key=lambda entry: entry[0])
            yield self.finding(pair, field, reason=reason)


def _measured(pair: Pair) -> Iterator[tuple[str, Readability]]:
    """Fields with enough words to say anything about them."""
    for field in pair.written:
        found = _measured_once(prose(field, pair.words[field]), pair.language)
        if found.words >= LEAST_WORDS_TO_MEASURE:
            yield field, found


@lru_cache(maxsize=32)
def _measured_once(text: str, language: str) -> Readability:
    """Two checks ask for the same text, one after the other."""
    return measure(text, language)


def _is_far_off(score: Score) -> bool:
    if score.target is None:
        return False
    if score.at_most:
        return score.value > score.target + GRADE_ALLOWANCE
    return score.value < score.target - EASE_ALLOWANCE
