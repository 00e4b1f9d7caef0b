"""What a row of the statistics page tells somebody who knows how it is made."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import TypeAlias

import pytest

from education.quiz.disclosure import ShownItem, shown_item
from education.quiz.figures import Choices, Item
from education.quiz.suppression import Bound

Counts: TypeAlias = tuple[int, int, int, int]
"""Of the right option, of two wrong ones and of "not sure"."""
SMALL = range(1, 11)


def shown(counts: Counts) -> ShownItem:
    return shown_item(Choices(Item("a", "d", critical=True), dict(zip("abcd", counts, strict=True))))


def tables(people: int) -> Iterator[Counts]:
    for right, b, c in product(range(people + 1), repeat=3):
        if right + b + c <= people:
            yield right, b, c, people - right - b - c


def test_each_small_number_fits_whatever_is_shown_of_fifty_people() -> None:
    """All 23,426 tables, to somebody who knows the rule and even that they are 50, which the page does not tell."""
    alike = defaultdict(list)
    for counts in tables(50):
        item = shown(counts)
        alike[item.right, item.interval, *item.options.values(), item.drawn].append(counts)
    for looks, possible in alike.items():
        for option in range(4):
            values = {counts[option] for counts in possible}
            assert values.isdisjoint(SMALL) or values.issuperset(SMALL), (looks, option, possible[:3])


@pytest.mark.parametrize(
    ("counts", "options"),
    [
        ((100, 40, 15, 20), (23, 9, 11)),
        ((100, 40, 15, 5), (25, None, None)),
        ((100, 20, 0, 40), (13, 0, 25)),
        ((100, 19, 15, 5), (None, None, None)),
        ((10, 11, 10, 19), (None, None, None)),
        ((10, 11, 21, 10), (None, None, None)),
        ((0, 30, 15, 15), (50, 25, 25)),
        ((5, 30, 15, 15), (None, None, None)),
        ((0, 40, 15, 5), (None, None, None)),
        ((60, 0, 0, 0), (0, 0, 0)),
        ((60, 0, 5, 0), (None, None, None)),
    ],
)
def test_which_options_are_shown(counts: Counts, options: tuple[int | None, ...]) -> None:
    assert tuple(shown(counts).options.values()) == options


def test_what_drew_most_is_told_beside_small_counts() -> None:
    item = shown((100, 40, 15, 5))
    assert item.right
    assert (item.right.percent, item.right.bound, item.drawn, item.drew) == (63, Bound.ABOUT, "b", 25)
