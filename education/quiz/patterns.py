"""Answers of many people, counted: from response patterns to a table by score, from which all other figures follow.

Decides which items make the score that people are compared at; says nothing about people or items.

Speed: a pattern is packed into one integer with 32 bits for each item. `&` with a mask and `bit_count` then give a score, and
one multiplication and one addition count all items of a pattern at once, whatever their number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import TypeAlias

Patterns: TypeAlias = Mapping[tuple[int, ...], int]
"""How many people answered so: (1, 0, 1, …) is right, wrong, right, …; "not sure" is a 0."""
RIGHT_OR_WRONG = frozenset((0, 1))
MOST_PEOPLE = 2**32 - 1
"""What 32 bits can count."""


@dataclass(frozen=True)
class ScoreTable:
    """How many people reached each score, and how many of those were right on each item."""

    people: tuple[int, ...]
    """By score, from 0 to the number of items that make the score."""
    right: tuple[tuple[int, ...], ...]
    """By item, then by score. An item that is no part of the score has its row too."""

    @property
    def size(self) -> int:
        """How many people there are."""
        return sum(self.people)


class Responses:
    """The answers of one group. Remembers its tables, because one reference group is compared with many."""

    def __init__(self, patterns: Patterns, items: int | None = None) -> None:
        """`items` need only be said where there may be no pattern.

        ValueError: patterns of unequal length, other answers than 0 and 1, a negative count.
        """
        self.items = len(next(iter(patterns), ())) if items is None else items
        self._form = Struct(f"<{self.items}I")
        self._packed = [(self._pack(pattern), _checked(count)) for pattern, count in patterns.items()]
        self._tables: dict[tuple[int, ...], ScoreTable] = {}
        self.size = sum(count for _answers, count in self._packed)
        if self.size > MOST_PEOPLE:
            raise ValueError(f"more than {MOST_PEOPLE} people")

    def table(self, matched: Sequence[int] | None = None) -> ScoreTable:
        """People by their score over the items `matched` (positions from 0); over all items if left out."""
        key = tuple(range(self.items)) if matched is None else tuple(matched)
        if key not in self._tables:
            self._tables[key] = self._count(key)
        return self._tables[key]

    def _count(self, matched: tuple[int, ...]) -> ScoreTable:
        mask = self._pack([int(item in matched) for item in range(self.items)])
        people = [0] * (len(matched) + 1)
        right = [0] * (len(matched) + 1)
        for answers, count in self._packed:
            score = (answers & mask).bit_count()
            people[score] += count
            right[score] += answers * count
        by_score = [self._form.unpack(packed.to_bytes(self._form.size, "little")) for packed in right]
        return ScoreTable(tuple(people), tuple(zip(*by_score, strict=True)))

    def _pack(self, pattern: Sequence[int]) -> int:
        if len(pattern) != self.items or not RIGHT_OR_WRONG.issuperset(pattern):
            raise ValueError(f"{pattern} is not a pattern of {self.items} answers, each 0 or 1")
        return int.from_bytes(self._form.pack(*pattern), "little")


def tabulate(patterns: Patterns) -> ScoreTable:
    """The table of one group over all items."""
    return Responses(patterns).table()


def responses_of(people: Iterable[Sequence[int]]) -> dict[tuple[int, ...], int]:
    """Patterns from one row a person, for small data."""
    counted: dict[tuple[int, ...], int] = {}
    for answers in people:
        counted[tuple(answers)] = counted.get(tuple(answers), 0) + 1
    return counted


def _checked(count: int) -> int:
    if count < 0:
        raise ValueError(f"{count} people cannot be")
    return count
