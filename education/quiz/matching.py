"""Who is compared with whom: readers of two languages with the same score, item by item, and which items make the score.

Decides the strata, which of them are too thin to stand alone, and which items spoil the score (purification). The comparison
itself is `functioning`'s; how many people are enough is `samples`'.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from education.quiz.functioning import SIGNIFICANCE, MantelHaenszel, Size, Stratum, mantel_haenszel
from education.quiz.patterns import Responses, ScoreTable

LEAST_IN_BAND = 5
"""People that each group should have in a band, where there are enough for LEAST_BANDS."""
LEAST_BANDS = 4
"""Coarser bands than this match people who do not know equally much."""
MOST_ROUNDS = 10
WORST = 99.0
"""For |Δ| that would be without end."""


@dataclass(frozen=True)
class Comparison:
    """Every item of a form compared between two groups."""

    items: tuple[MantelHaenszel, ...]
    matched: tuple[int, ...]
    """Positions of the items that made the score in the end. An item left out was still part of the score for itself."""
    rounds: int
    """How often items were dropped or taken back."""
    settled: bool
    """Whether the last round changed nothing and left no item in the score that differs. If not, read with care."""


def compare(reference: Responses, focal: Responses, *, purify: bool = True) -> Comparison:
    """Compare two groups on all items of one form, with a score freed of the items that differ.

    Items of class B or C are dropped from the score of the *other* items, and all are compared again, until the same items
    are dropped twice running, ten times at most (Holland and Thayer 1988; Zwick 2012: it helps where the differences go one
    way, as mistranslations do). Of more than half of the items, only the half that differs most is dropped: one item that a
    whole language gets wrong makes all the others look too easy. ValueError: forms of different length.
    """
    if reference.items != focal.items:
        raise ValueError(f"forms of {reference.items} and {focal.items} items cannot be compared")
    matched = tuple(range(reference.items))
    for rounds in range(MOST_ROUNDS + 1):
        found = compare_at(reference, focal, matched)
        spoiling = _spoiling(found)
        dropped = spoiling[: reference.items // 2]
        clean = tuple(item for item in range(reference.items) if item not in dropped)
        if not purify or clean == matched or rounds == MOST_ROUNDS:
            break
        matched = clean
    return Comparison(found, matched, rounds, settled=clean == matched and len(dropped) == len(spoiling))


def compare_at(
    reference: Responses, focal: Responses, matched: Sequence[int], *, merge: bool = True
) -> tuple[MantelHaenszel, ...]:
    """Compare all items at given score items; without `merge` every score is a stratum, as in published examples."""
    tables = reference.table(matched), focal.table(matched)
    compared = (strata(*tables, item, in_score=item in matched) for item in range(reference.items))
    return tuple(mantel_haenszel(merge_thin(cells) if merge else cells) for cells in compared)


def strata(reference: ScoreTable, focal: ScoreTable, item: int, *, in_score: bool) -> tuple[Stratum, ...]:
    """One stratum for each score, lowest first, with the studied item always part of the score.

    Where it is not `in_score`, those who were right belong one score higher. Without the item in the score a difference
    shows even where there is none (Holland and Thayer 1988).
    """
    groups = (_right_and_wrong(table, item, in_score=in_score) for table in (reference, focal))
    return tuple(Stratum(*ours, *theirs) for ours, theirs in zip(*groups, strict=True))


def merge_thin(cells: Sequence[Stratum], least: int = LEAST_IN_BAND) -> tuple[Stratum, ...]:
    """Neighbouring scores joined, from the lowest up, until each band has `least` people of both groups; four bands at least.

    Where that leaves fewer than four bands, fewer people are asked for, down to one. What is left over at the top joins the
    highest band. A score that only one group reached would otherwise be lost (Donoghue and Allen 1993, Journal of Educational
    Statistics 18:131, on thick and thin matching).
    """
    for asked in range(least, 0, -1):
        bands = _bands(cells, asked)
        if len(bands) >= LEAST_BANDS:
            return bands
    return tuple(cells)


def _spoiling(found: Sequence[MantelHaenszel]) -> list[int]:
    """The items that differ too much to match people by, the worst first."""
    return sorted(
        (item for item, result in enumerate(found) if _spoils(result)),
        # Rounded, so that equal differences stay equal whichever group comes first.
        key=lambda item: (-round(abs(found[item].delta or WORST), 9), item),
    )


def _spoils(result: MantelHaenszel) -> bool:
    """Class B or C; without an estimate (all of one group were wrong, say), significantly different."""
    if result.estimable:
        return result.size in (Size.B, Size.C)
    return result.p is not None and result.p < SIGNIFICANCE


def _right_and_wrong(table: ScoreTable, item: int, *, in_score: bool) -> list[tuple[int, int]]:
    """By score, lowest first."""
    right = table.right[item]
    wrong = tuple(people - of_them for people, of_them in zip(table.people, right, strict=True))
    if not in_score:
        right, wrong = (0, *right), (*wrong, 0)
    return list(zip(right, wrong, strict=True))


def _bands(cells: Sequence[Stratum], asked: int) -> tuple[Stratum, ...]:
    bands: list[Stratum] = []
    a = b = c = d = 0
    for cell in cells:
        a, b, c, d = a + cell[0], b + cell[1], c + cell[2], d + cell[3]
        if a + b >= asked and c + d >= asked:
            bands.append(Stratum(a, b, c, d))
            a = b = c = d = 0
    if bands:
        last = bands.pop()
        a, b, c, d = last[0] + a, last[1] + b, last[2] + c, last[3] + d
    return (*bands, Stratum(a, b, c, d))
