"""Counting: the packed table must be what counting one by one gives."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.quiz.patterns import Responses, responses_of, tabulate

groups = st.integers(1, 6).flatmap(
    lambda items: st.dictionaries(
        st.tuples(*[st.integers(0, 1)] * items), st.integers(0, 70_000), min_size=1, max_size=20
    )
)


@given(groups, st.data())
def test_a_table_is_what_counting_one_by_one_gives(
    patterns: dict[tuple[int, ...], int], data: st.DataObject
) -> None:
    items = len(next(iter(patterns)))
    matched = data.draw(st.lists(st.integers(0, items - 1), unique=True))
    people: Counter[int] = Counter()
    right: Counter[tuple[int, int]] = Counter()
    for pattern, count in patterns.items():
        score = sum(pattern[item] for item in matched)
        people[score] += count
        for item, answer in enumerate(pattern):
            right[item, score] += answer * count

    table = Responses(patterns).table(matched)

    scores = range(len(matched) + 1)
    assert table.people == tuple(people[score] for score in scores)
    assert table.right == tuple(tuple(right[item, score] for score in scores) for item in range(items))
    assert table.size == sum(patterns.values())


def test_a_pattern_is_counted_as_often_as_people_gave_it() -> None:
    assert responses_of([(1, 0), [0, 1], (1, 0)]) == {(1, 0): 2, (0, 1): 1}
    assert tabulate(responses_of([(1, 0), (1, 1), (1, 0)])).people == (0, 2, 1)


def test_nobody_is_a_table_of_zeros() -> None:
    assert Responses({}, items=2).table().people == (0, 0, 0)
    assert Responses({}, items=2).table().right == ((0, 0, 0), (0, 0, 0))
    assert tabulate({}).people == (0,)


def test_four_thousand_million_people_do_not_spill_into_the_next_item() -> None:
    most = 2**32 - 1
    assert tabulate({(1, 0): most}).right == ((0, most, 0), (0, 0, 0))
    with pytest.raises(ValueError, match="more than"):
        Responses({(1, 0): most, (0, 1): 1})


@pytest.mark.parametrize("patterns", [{(1, 0): 1, (1, 0, 1): 1}, {(2, 0): 1}, {(-1, 0): 1}])
def test_what_is_no_pattern_is_refused(patterns: dict[tuple[int, ...], int]) -> None:
    with pytest.raises(ValueError, match="not a pattern of 2 answers"):
        Responses(patterns)


def test_fewer_than_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 people"):
        Responses({(1, 0): -1})
