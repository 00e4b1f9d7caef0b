"""Eighteen items are eighteen chances of a false alarm: p-values made honest for that.

Decides nothing about which p-values belong together: one language at one look is one family.
"""

from collections.abc import Sequence


def benjamini_hochberg(values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values, in the order given: take those ≤ q, and on average at most the share q of them are false.

    The m values in rising order: min over j ≥ i of m/j·p₍ⱼ₎, at most 1. Benjamini and Hochberg 1995, Journal of the Royal
    Statistical Society B 57:289. ValueError: a value outside 0 to 1.
    """
    order = _rising(values)
    adjusted = [1.0] * len(values)
    least = 1.0
    for rank in range(len(values), 0, -1):
        position = order[rank - 1]
        least = min(least, len(values) / rank * values[position])
        adjusted[position] = least
    return tuple(adjusted)


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values, in the order given: take those ≤ a, and the chance of even one false one is at most a.

    The m values in rising order: max over j ≤ i of (m−j+1)·p₍ⱼ₎, at most 1. Holm 1979, Scandinavian Journal of Statistics 6:65.
    ValueError: a value outside 0 to 1.
    """
    adjusted = [1.0] * len(values)
    most = 0.0
    for done, position in enumerate(_rising(values)):
        most = max(most, min(1.0, (len(values) - done) * values[position]))
        adjusted[position] = most
    return tuple(adjusted)


def _rising(values: Sequence[float]) -> list[int]:
    """Positions from the smallest value to the largest; equal values in the order given."""
    if not all(0 <= value <= 1 for value in values):
        raise ValueError("a p-value lies between 0 and 1")
    return sorted(range(len(values)), key=lambda position: values[position])
