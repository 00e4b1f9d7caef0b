"""How many people a figure needs before it may be read, and how far.

Decides what may be computed for show; what of it must be hidden or rounded for privacy is `suppression`'s.
"""

from enum import IntEnum

LEAST_SHOWN = 11
"""Below this many people nothing is shown: the rule of the United States' CMS, "no cell of 10 or less"."""
LEAST_SIGNAL = 50
LEAST_CLASS = 200
LEAST_CLASS_TOTAL = 500
"""The two floors that ETS works with: 200 in the smaller group, 500 in both (Zwick 2012, ETS RR-12-08)."""


class Stage(IntEnum):
    """What a number of people allows, from nothing upwards."""

    NOTHING = 0
    SHARE = 1
    """The share of right answers, rounded to tens, and nothing else."""
    EARLY = 2
    """All figures as an "early signal", without a class."""
    CLASS = 3
    """All figures, and the class of ETS."""


def stage(people: int) -> Stage:
    """What the people of one language allow."""
    if people < LEAST_SHOWN:
        return Stage.NOTHING
    if people < LEAST_SIGNAL:
        return Stage.SHARE
    return Stage.EARLY if people < LEAST_CLASS else Stage.CLASS


def comparison_stage(reference: int, focal: int) -> Stage:
    """What two groups allow in comparison: what the smaller allows, and a class only if both together are 500."""
    allowed = stage(min(reference, focal))
    return min(allowed, Stage.EARLY) if reference + focal < LEAST_CLASS_TOTAL else allowed
