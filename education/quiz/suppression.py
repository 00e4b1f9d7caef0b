"""What of a count may be shown so that nobody can be found in it: small counts hidden, and enough others with them.

Decides for shares, for one row of parts with its total, and for which languages go together as "other"; tables of two
directions are `crosstables`'. The rule: a count from 1 to 10 is hidden, and from adding and subtracting all that is shown
no hidden count can be known within less than 11 people. Who also knows this rule may learn that a count is small, but in
a row with its total not how small: each number from 1 to 10 fits what is shown. 0 may be shown: it is nobody. Only the
counts given here are considered; a page that shows the same people twice, cut in two ways, must ask for one table with both.

After the United States' CMS cell size policy ("no cell of 10 or less", nor what gives it by subtraction).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from education.quiz.samples import LEAST_SHOWN, LEAST_SIGNAL

QUARTER, THREE_QUARTERS = 25, 75
"""Beyond these percents, tens of 11 to 49 people would tell a count of less than 11."""

Key = TypeVar("Key", int, str)


class Bound(StrEnum):
    """How a share is to be read."""

    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True)
class ShownShare:
    """A share as it may be shown: whole percents, or tens of percents where there are few people."""

    percent: int
    bound: Bound
    tens: bool
    """Of 11 to 49 people, whose number must not be shown beside it."""


@dataclass(frozen=True)
class ShownRow:
    """The parts of one whole; None is hidden."""

    parts: tuple[int | None, ...]
    total: int | None


def shown_share(count: int, people: int) -> ShownShare | None:
    """A share of people; None below 11 people.

    Below 50 people: tens, and "at least 75 %", "at most 25 %" at the ends. From 50 on: whole percents; where either side
    has fewer than 11 people, only the percent that leaves it 11 ("at least 94 %" of 200), for the other side can be had by
    subtraction. ValueError: more than all.
    """
    if not 0 <= count <= people:
        raise ValueError(f"{count} of {people} is not a share")
    if people < LEAST_SHOWN:
        return None
    if people < LEAST_SIGNAL:
        return _tens(count, people)
    if people - count < LEAST_SHOWN:
        return ShownShare(100 * (people - LEAST_SHOWN) // people, Bound.AT_LEAST, tens=False)
    if count < LEAST_SHOWN:
        return ShownShare(-(-100 * LEAST_SHOWN // people), Bound.AT_MOST, tens=False)
    return ShownShare(_rounded(count, people, 100), Bound.ABOUT, tens=False)


def shown_row(parts: Sequence[int], least: int = LEAST_SHOWN) -> ShownRow:
    """Parts with their total: every part from 1 to `least` − 1 hidden, and the smallest others until no hidden part is known.

    The total tells the sum of the hidden parts. Each of them has at least one person, so each lies between 1 and
    sum − hidden parts + 1: that range must be `least` wide. Where hiding parts is not enough, the total and all
    parts are hidden. ValueError: a negative part.
    """
    if any(part < 0 for part in parts):
        raise ValueError("a part has a negative count")
    hidden = _hidden(dict(enumerate(parts)), least)
    if hidden and not _is_safe([parts[number] for number in hidden], least):
        return ShownRow((None,) * len(parts), None)
    shown = (None if number in hidden else part for number, part in enumerate(parts))
    return ShownRow(tuple(shown), sum(parts))


def rare(people: Mapping[str, int], least: int = LEAST_SHOWN) -> frozenset[str]:
    """The languages to show together as "other", so that none has fewer than `least` people and the sum hides none.

    All with 1 to `least` − 1 people, and then the next smallest, until none of them is known within `least` people.
    Empty if there is none. Languages with nobody are not rare: nobody needs hiding.
    """
    return frozenset(_hidden(people, least))


def _hidden(parts: Mapping[Key, int], least: int) -> set[Key]:
    """Every part from 1 to `least` − 1, and the smallest others until the hidden ones are safe; perhaps all but the empty ones.

    Each part that is shown must be as large as all hidden ones together. Otherwise who knows that the smallest are hidden
    would know that none of them is larger than a shown one: of two hidden that are 20 together, beside one of 11, each
    would be 9, 10 or 11.
    """
    hidden = {key for key, part in parts.items() if 0 < part < least}
    spare = sorted((part, key) for key, part in parts.items() if part >= least)
    while hidden and spare:
        together = [parts[key] for key in hidden]
        if _is_safe(together, least) and sum(together) <= spare[0][0]:
            break
        hidden.add(spare.pop(0)[1])
    return hidden


def _is_safe(parts: Sequence[int], least: int) -> bool:
    """Whether parts, of which the sum is known and that none is empty, are each known within `least` people at best."""
    return sum(parts) - len(parts) >= least


def _tens(count: int, people: int) -> ShownShare:
    if 100 * count >= THREE_QUARTERS * people:
        return ShownShare(THREE_QUARTERS, Bound.AT_LEAST, tens=True)
    if 100 * count < QUARTER * people:
        return ShownShare(QUARTER, Bound.AT_MOST, tens=True)
    return ShownShare(10 * _rounded(count, people, 10), Bound.ABOUT, tens=True)


def _rounded(count: int, people: int, steps: int) -> int:
    """A share in so many steps of the whole, halves up."""
    return (2 * steps * count + people) // (2 * people)
