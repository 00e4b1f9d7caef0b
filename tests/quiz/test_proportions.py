"""Wilson's interval, against Newcombe's printed examples and against its own definition."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.quiz.proportions import wilson


@pytest.mark.parametrize(
    ("count", "people", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombe_1998_table_1(count: int, people: int, low: float, high: float) -> None:
    found = wilson(count, people)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people))))
def test_the_ends_are_where_the_score_test_just_does_not_reject(of: tuple[int, int]) -> None:
    count, people = of
    found = wilson(count, people)
    share = count / people

    assert 0 <= found.low <= share <= found.high <= 1
    for end in {found.low, found.high} - {0.0, 1.0}:
        score = abs(share - end) / sqrt(end * (1 - end) / people)
        assert score == pytest.approx(1.959964, abs=1e-5)


def test_right_and_wrong_answers_have_mirrored_intervals() -> None:
    right, wrong = wilson(37, 50), wilson(13, 50)
    assert right.low == pytest.approx(1 - wrong.high)
    assert right.high == pytest.approx(1 - wrong.low)


def test_none_and_all_right_still_leave_doubt() -> None:
    assert wilson(0, 11).low == 0
    assert wilson(0, 11).high > 0.2
    assert wilson(11, 11).high == 1
    assert wilson(11, 11).low < 0.8


def test_more_people_or_less_confidence_make_it_narrower() -> None:
    def width(count: int, people: int, level: float = 0.95) -> float:
        found = wilson(count, people, level)
        return found.high - found.low

    assert width(800, 1000) < width(80, 100)
    assert width(80, 100, 0.90) < width(80, 100) < width(80, 100, 0.99)


@pytest.mark.parametrize(("count", "people"), [(0, 0), (-1, 10), (11, 10), (0, -1)])
def test_what_is_no_share_is_refused(count: int, people: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson(count, people)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_what_is_no_level_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="not a level"):
        wilson(5, 10, level)
