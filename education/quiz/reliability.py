"""Figures of one group: how hard each item is, how well it tells those who know from those who do not, and how much
of the score is not chance.

Says nothing about languages: those are compared in `matching`. All take a table over *all* items (`Responses.table()`).
A mastery quiz is meant to be easy: a low KR-20 is expected then and is no fault to mend.
"""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt

from education.quiz.patterns import ScoreTable


def difficulty(table: ScoreTable) -> tuple[float, ...]:
    """p of each item: the share of all people who were right, 0 to 1; the higher, the easier.

    Lord and Novick 1968, Statistical Theories of Mental Test Scores, chapter 15. ValueError: nobody answered.
    """
    if not table.size:
        raise ValueError("nobody answered")
    return tuple(sum(right) / table.size for right in table.right)


def point_biserial(right: Mapping[int, int], wrong: Mapping[int, int]) -> float | None:
    """Correlation of an item with a score, −1 to 1, from the scores (score → people) of those right and those wrong.

    r = (M₁ − M₀)/s · √(pq), with s the *population* deviation of the scores: the product-moment correlation. Lord and Novick
    1968, §15.3. None where it is not defined: everybody right, everybody wrong, or one score only.
    """
    people_right, people_wrong = sum(right.values()), sum(wrong.values())
    people = people_right + people_wrong
    sum_right, sum_wrong = (sum(score * count for score, count in of.items()) for of in (right, wrong))
    squares = sum(score * score * count for of in (right, wrong) for score, count in of.items())
    spread = people * squares - (sum_right + sum_wrong) ** 2
    if not (people_right and people_wrong and spread):
        return None
    # In whole numbers until the last step; (M₁ − M₀)/s·√(pq) multiplied out.
    above = people_wrong * sum_right - people_right * sum_wrong
    return above / sqrt(spread * people_right * people_wrong)


def item_rest(table: ScoreTable) -> tuple[float | None, ...]:
    """Discrimination of each item: its point-biserial with the score *without* it, so that no item correlates with itself.

    Below 0.10 the item does not tell those who know from those who do not; below 0 it may have the wrong key. Henrysson 1963,
    Psychometrika 28:211.
    """
    return tuple(_point_biserial_at(table, item, own=1) for item in range(len(table.right)))


def item_total(table: ScoreTable) -> tuple[float | None, ...]:
    """The same with the whole score, which flatters every item of a short form: for comparison with published tables."""
    return tuple(_point_biserial_at(table, item, own=0) for item in range(len(table.right)))


def kr20(table: ScoreTable) -> float | None:
    """Kuder and Richardson's formula 20 of the form, at most 1. None: fewer than two items, or all scores equal."""
    spread = score_variance(table) if table.size else 0.0
    return kuder_richardson(difficulty(table), spread) if spread and len(table.right) > 1 else None


def kuder_richardson(shares: Sequence[float], variance: float) -> float:
    """k/(k−1) · (1 − Σpq/σ²) of k ≥ 2 shares p, with σ² > 0 the *population* variance of the scores.

    Kuder and Richardson 1937, Psychometrika 2:151, formula 20. pq is the population variance of an item; a sample variance
    for the scores only would mix the two and come out too high. Equals Cronbach's alpha.
    """
    items = len(shares)
    return items / (items - 1) * (1 - fsum(share * (1 - share) for share in shares) / variance)


def score_variance(table: ScoreTable) -> float:
    """The population variance of the scores, in squared points. ValueError: nobody answered."""
    people = table.size
    if not people:
        raise ValueError("nobody answered")
    total = sum(score * count for score, count in enumerate(table.people))
    squares = sum(score * score * count for score, count in enumerate(table.people))
    return (people * squares - total * total) / people**2


def _point_biserial_at(table: ScoreTable, item: int, *, own: int) -> float | None:
    """`own`: the points to take off for the item itself, of those who were right."""
    return point_biserial(
        {score - own: right for score, right in enumerate(table.right[item])},
        {
            score: count - right
            for score, (count, right) in enumerate(zip(table.people, table.right[item], strict=True))
        },
    )
