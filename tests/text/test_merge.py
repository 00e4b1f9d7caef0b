"""Three-way merge of prints, facts and orders: what follows by itself, and what a person is asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.text.merge import Outcome, common, facts_outcome, news, outcome, suggestion, woven

PRINTS = st.sampled_from(["", "a", "b", "c"])
KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "expected"),
    [
        ("", "new", "", Outcome.FOLLOW),
        ("old", "new", "old", Outcome.FOLLOW),
        ("old", "new", "ours", Outcome.ASK),
        ("old", "new", "", Outcome.ASK),
        ("", "new", "ours", Outcome.ASK),
        ("old", "old", "ours", Outcome.NOTHING),
        ("old", "new", "new", Outcome.SAME),
    ],
)
def test_words_follow_only_where_nobody_changed_them(
    base: str, theirs: str, ours: str, expected: Outcome
) -> None:
    assert outcome(base, theirs, ours) is expected


@given(PRINTS, PRINTS, PRINTS)
def test_following_never_drops_words_of_ours(base: str, theirs: str, ours: str) -> None:
    if outcome(base, theirs, ours) is Outcome.FOLLOW:
        assert ours == base


@pytest.mark.parametrize(
    ("base", "ours", "expected"),
    [
        ({"urgency": "soon", "answer": "a"}, {"urgency": "soon", "answer": "b"}, Outcome.FOLLOW),
        ({"urgency": "soon", "answer": "a"}, {"urgency": "same_day", "answer": "a"}, Outcome.ASK),
        ({"urgency": "emergency", "answer": "a"}, {"urgency": "soon", "answer": "b"}, Outcome.NOTHING),
        ({"urgency": "soon", "answer": "a"}, {"urgency": "emergency", "answer": "a"}, Outcome.SAME),
        (None, {"urgency": "emergency", "answer": "a"}, Outcome.SAME),
        (None, {"urgency": "soon", "answer": "a"}, Outcome.ASK),
    ],
)
def test_each_fact_stands_for_itself(
    base: dict[str, Any] | None, ours: dict[str, Any], expected: Outcome
) -> None:
    assert facts_outcome(base, {"urgency": "emergency", "answer": "a"}, ours) is expected


def test_news_are_what_they_changed_and_we_lack() -> None:
    base, theirs, ours = {"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 2, "c": 1}, {"a": 1, "b": 2, "c": 3}
    assert news(base, theirs, ours) == {"a": 2}
    assert news(None, theirs, ours) == {"a": 2, "c": 1}


def test_a_suggestion_keeps_our_fields_and_takes_theirs_where_we_changed_nothing() -> None:
    base, theirs = {"heading": "H", "body": "B"}, {"heading": "H2", "body": "B2", "action": "A2"}
    assert suggestion(base, theirs, {"heading": "H", "body": "ours"}) == {
        "heading": "H2",
        "body": "ours",
        "action": "A2",
    }


def test_a_new_key_stands_behind_its_neighbour() -> None:
    assert woven(["a", "b", "ours"], ["x", "b", "y", "z", "a"]) == ["x", "a", "b", "y", "z", "ours"]


@given(KEYS, KEYS)
def test_weaving_keeps_the_order_and_loses_nothing(order: list[str], other: list[str]) -> None:
    result = woven(order, other)
    assert common(result, order) == order
    assert sorted(result) == sorted({*order, *other})
    assert woven(result, other) == result
