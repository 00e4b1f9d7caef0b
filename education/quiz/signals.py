"""What makes a person look at one item in one language: the flags of a probable mistranslation.

Decides that somebody should look, and whether at once. Never decides that a translation *is* wrong: nothing is edited or hidden
by a flag. Chance alone raises some; how many is measured by `benchmarks/dif_power.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from education.quiz.figures import Choices, ItemFigures, LanguageFigures
from education.quiz.functioning import SIGNIFICANCE, Size
from education.quiz.proportions import wilson
from education.quiz.samples import LEAST_SHOWN, Stage

POINTS_BELOW = 15
"""Percentage points."""
LEAST_DISCRIMINATION = 0.10
TIMES_UNSURE = 2
CRITICAL_DELTA = -1
MOST_DRAWN = 0.5
SURE_OF_OPTION = 0.99


class Sign(StrEnum):
    """What was seen."""

    FEWER_RIGHT = "fewer-right"
    """15 or more percentage points fewer were right than in the source language."""
    HARDER = "harder"
    """Harder than in the source language for people who know equally much."""
    EASIER = "easier"
    """Easier for people who know equally much: the wording may give the answer away."""
    DISTRACTOR = "distractor"
    """One wrong option draws most errors in this language and in no other: it names the phrase to look at."""
    UNSURE = "unsure"
    """"Not sure" at least twice as often as in the source language."""
    WEAK = "weak"
    """Item-rest correlation below 0.10: in this language the item does not go with the rest of the form."""


@dataclass(frozen=True)
class Flag:
    """One sign on one item in one language."""

    sign: Sign
    at_once: bool
    """A critical item that may be misunderstood: a person looks now, not at the monthly look."""
    early: bool
    """Too few people for more than an early signal."""


def all_flags(figures: Mapping[str, LanguageFigures], source: str) -> dict[str, tuple[tuple[Flag, ...], ...]]:
    """The flags of each item in each language but the source, from what `figures.examine` gave."""
    if source not in figures:
        return {}
    return {
        language: tuple(
            flags(
                here,
                figures[source].items[number],
                [
                    other.items[number].choices
                    for name, other in figures.items()
                    if name not in (source, language)
                ],
                allowed=of.together,
            )
            for number, here in enumerate(of.items)
        )
        for language, of in figures.items()
        if language != source
    }


def flags(
    here: ItemFigures, reference: ItemFigures, others: Sequence[Choices], *, allowed: Stage
) -> tuple[Flag, ...]:
    """The flags of one item in one language; none below 50 people in either group. `others`: the item in further languages."""
    if allowed < Stage.EARLY:
        return ()
    critical = here.choices.item.critical
    low = critical and clearly_harder(here)
    sign = differs(here)
    raised = {
        Sign.FEWER_RIGHT: fewer_right(here.choices, reference.choices),
        Sign.HARDER: low or sign is Sign.HARDER,
        Sign.EASIER: sign is Sign.EASIER,
        Sign.DISTRACTOR: own_distractor(here.choices, [reference.choices, *others]) is not None,
        Sign.UNSURE: often_unsure(here.choices, reference.choices),
        Sign.WEAK: here.item_rest is not None and here.item_rest < LEAST_DISCRIMINATION,
    }
    urgent = {Sign.FEWER_RIGHT: critical, Sign.HARDER: low}
    return tuple(
        Flag(sign, at_once=urgent.get(sign, False), early=allowed < Stage.CLASS)
        for sign, is_raised in raised.items()
        if is_raised
    )


def fewer_right(here: Choices, reference: Choices) -> bool:
    """Whether the share right is 15 percentage points below the reference or more; in whole numbers, so exact at the edge."""
    gap = reference.right * here.people - here.right * reference.people
    return gap > 0 and 100 * gap >= POINTS_BELOW * here.people * reference.people


def clearly_harder(here: ItemFigures) -> bool:
    """Whether Δ ≤ −1, significant or not: the lower bar of critical items."""
    delta = here.functioning.delta if here.functioning else None
    return delta is not None and delta <= CRITICAL_DELTA


def differs(here: ItemFigures) -> Sign | None:
    """Harder or easier: of class B or C, and still significant after Benjamini and Hochberg.

    Where Δ cannot be estimated (say, nobody was right), by the adjusted p alone. Otherwise None without a class.
    """
    if here.functioning is None or here.adjusted_p is None or here.adjusted_p >= SIGNIFICANCE:
        return None
    if here.size is Size.A or (here.size is None and here.functioning.estimable):
        return None
    return Sign.HARDER if here.functioning.difference > 0 else Sign.EASIER


def often_unsure(here: Choices, reference: Choices) -> bool:
    """Whether "not sure" is chosen twice as often as in the reference or more, and by 11 people at least."""
    return (
        here.not_sure >= LEAST_SHOWN
        and here.not_sure * reference.people >= TIMES_UNSURE * reference.not_sure * here.people
    )


def own_distractor(here: Choices, elsewhere: Sequence[Choices]) -> str | None:
    """The wrong option that draws most errors here and in no other language, or None.

    Most: more than half of at least 11 errors, by the lower end of Wilson's interval, because of two wrong options one
    always draws a half. Elsewhere its share must also be below that lower end. Languages with fewer than 11 errors say
    nothing; if all the others have fewer, there is nothing to compare with.
    """
    told = [other.errors for other in elsewhere if sum(other.errors.values()) >= LEAST_SHOWN]
    errors = sum(here.errors.values())
    if not told or errors < LEAST_SHOWN:
        return None
    option, people = max(here.errors.items(), key=lambda drawn: drawn[1])
    low = _low(people, errors)
    alone = all(
        other.get(option, 0) < low * sum(other.values())
        and _low(other.get(option, 0), sum(other.values())) <= MOST_DRAWN
        for other in told
    )
    return option if alone and low > MOST_DRAWN else None


def _low(people: int, errors: int) -> float:
    return wilson(people, errors, SURE_OF_OPTION).low
