"""Benjamini-Hochberg and Holm, against printed examples and against their definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.quiz.functioning import chi_square_p
from education.quiz.multiplicity import benjamini_hochberg, holm
from tests.quiz.published import VERBAL_ALL

THROMBOLYSIS = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip
"""Benjamini and Hochberg 1995, section 4.1: rt-PA or APSAC for infarction."""
families = st.lists(st.floats(0, 1), max_size=25)


def test_the_example_of_1995_finds_four_and_holm_three() -> None:
    assert sum(value <= 0.05 for value in benjamini_hochberg(THROMBOLYSIS)) == 4
    assert sum(value <= 0.05 for value in holm(THROMBOLYSIS)) == 3


def test_the_adjusted_values_that_difr_prints() -> None:
    adjusted = benjamini_hochberg([chi_square_p(chi_square) for chi_square, _printed in VERBAL_ALL])
    # A χ² near 0, printed to four decimals, leaves its p uncertain by 2 in the fourth.
    assert adjusted == pytest.approx([printed for _chi_square, printed in VERBAL_ALL], abs=2e-4)


def test_holm_by_hand() -> None:
    # 4·0.01, 3·0.02, then 2·0.03 which is no larger, then 1·0.04 which is smaller than what went before.
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx((0.06, 0.04, 0.06, 0.06))


def test_benjamini_hochberg_by_hand() -> None:
    # From the largest: 4·0.5/4, 4·0.04/3, 4·0.03/2 → not above the one after it, 4·0.01/1.
    assert benjamini_hochberg([0.03, 0.5, 0.01, 0.04]) == pytest.approx((0.16 / 3, 0.5, 0.04, 0.16 / 3))


def test_none_and_one_are_left_as_they_are() -> None:
    assert benjamini_hochberg([]) == holm([]) == ()
    assert benjamini_hochberg([0.03]) == holm([0.03]) == (0.03,)


@given(families)
def test_adjusting_keeps_the_order_and_never_makes_smaller(values: list[float]) -> None:
    for adjusted in (benjamini_hochberg(values), holm(values)):
        assert all(value <= new <= 1 for value, new in zip(values, adjusted, strict=True))
        by_value = [new for _value, new in sorted(zip(values, adjusted, strict=True))]
        assert by_value == sorted(by_value)


@given(families, st.floats(0.001, 0.2))
def test_benjamini_hochberg_takes_what_the_step_up_rule_takes(values: list[float], level: float) -> None:
    rising = sorted(values)
    largest = max(
        (rank for rank, value in enumerate(rising, 1) if len(rising) / rank * value <= level), default=0
    )
    assert sum(value <= level for value in benjamini_hochberg(values)) == largest


@given(families)
def test_holm_is_the_stricter(values: list[float]) -> None:
    pairs = zip(holm(values), benjamini_hochberg(values), strict=True)
    assert all(strict >= lenient - 1e-12 for strict, lenient in pairs)


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan")])
def test_what_is_no_p_value_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.5, value])
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.5, value])
