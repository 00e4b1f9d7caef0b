"""A share of people with its uncertainty.

Decides nothing about what may be shown: rounding and hiding are `suppression`'s.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included, in the unit of the figure it belongs to."""

    low: float
    high: float


def wilson(count: int, people: int, level: float = 0.95) -> Interval:
    """The score interval of a share: `count` of `people`, as proportions from 0 to 1, without continuity correction.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Wilson 1927, Journal of the American Statistical Association 22:209;
    method 3 of Newcombe 1998, Statistics in Medicine 17:857. Unlike p ± z·SE it stays between 0 and 1, and says
    something where all or none were right. ValueError: nobody, more than everybody, a level outside ]0, 1[.
    """
    if not 0 <= count <= people or people < 1:
        raise ValueError(f"{count} of {people} is not a share")
    z = critical_value(level)
    share, spread = count / people, z * z / people
    middle = share + spread / 2
    reach = z * sqrt(share * (1 - share) / people + spread / (4 * people))
    return Interval(
        0.0 if count == 0 else (middle - reach) / (1 + spread),
        1.0 if count == people else (middle + reach) / (1 + spread),
    )


def critical_value(level: float) -> float:
    """How many standard errors a two-sided interval reaches to each side: 1.96 for 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"{level} is not a level of confidence")
    return NormalDist().inv_cdf((1 + level) / 2)
