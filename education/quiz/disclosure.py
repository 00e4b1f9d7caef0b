"""One question in one language as it may leave the house: what `suppression` allows, put together for a row of a table.

A page and its CSV both take this object, so that neither can tell more than the other. Numbers of people are shown in
tens only: two questions with almost the same people would otherwise tell a small number by their difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from education.quiz.figures import Choices
from education.quiz.proportions import Interval, wilson
from education.quiz.run import UNSURE
from education.quiz.samples import LEAST_SHOWN, LEAST_SIGNAL
from education.quiz.suppression import Bound, ShownShare, shown_row, shown_share


@dataclass(frozen=True)
class ShownItem:
    """Shares in whole percents. What is None is hidden."""

    people: int | None
    """In tens, rounded down; None below 50."""
    few: bool
    """Fewer than 11 people: nothing is shown."""
    right: ShownShare | None
    interval: Interval | None
    """Wilson's, 95 %, in percents; only beside a share that is shown as it is."""
    options: Mapping[str, int | None]
    """Percent of the people for every option but the right one."""
    drawn: str
    """The wrong option that drew most; empty where none did, or where its share is hidden."""

    @property
    def unsure(self) -> int | None:
        return self.options.get(UNSURE)

    @property
    def drew(self) -> int | None:
        """Percent of the people whom that option drew."""
        return self.options.get(self.drawn)


def shown_item(choices: Choices) -> ShownItem:
    """What may be shown of the choices of one language in one question."""
    people = choices.people
    share = shown_share(choices.right, people)
    others = [option for option in choices.options if option != choices.item.key]
    parts = _parts(choices, others) if people >= LEAST_SIGNAL else (None,) * len(others)
    percents = {
        option: None if part is None else (200 * part + people) // (2 * people)
        for option, part in zip(others, parts, strict=True)
    }
    exact = share is not None and share.bound is Bound.ABOUT and not share.tens
    return ShownItem(
        people=people // 10 * 10 if people >= LEAST_SIGNAL else None,
        few=people < LEAST_SHOWN,
        right=share,
        interval=_in_percents(wilson(choices.right, people)) if exact else None,
        options=percents,
        drawn=_drawn(choices, percents),
    )


def _parts(choices: Choices, others: list[str]) -> tuple[int | None, ...]:
    """The people of each other option. Where their sum is shown by the share right, they are hidden among themselves.

    Where the share right is cut off, it tells that the one side has 10 people at most: then one small count hides all.
    """
    counts = [choices.options[option] for option in others]
    if min(choices.right, sum(counts)) >= LEAST_SHOWN:
        return shown_row(counts).parts
    if any(0 < count < LEAST_SHOWN for count in (choices.right, *counts)):
        return (None,) * len(counts)
    return tuple(counts)


def _in_percents(interval: Interval) -> Interval:
    return Interval(round(100 * interval.low), round(100 * interval.high))


def _drawn(choices: Choices, percents: Mapping[str, int | None]) -> str:
    """Hidden options never drew more than a shown one: the smallest are hidden first."""
    wrong = {option: percents[option] or 0 for option in choices.errors}
    most = max(wrong.values(), default=0)
    leaders = [option for option, percent in wrong.items() if most and percent == most]
    return leaders[0] if len(leaders) == 1 else ""
