"""The state of a unit follows from prints alone."""

import pytest

from education.review.states import Request, Signature, State, current_source, state

SIGNED = Signature(words="w1", source="s1", edition=3)
WITHDRAWN = Signature(words="w1", source="s1", edition=4, withdrawn=True)


@pytest.mark.parametrize(
    ("desk", "source", "signature", "requests", "expected"),
    [
        ("", "s1", None, [], State.MISSING),
        ("", "s1", SIGNED, [], State.MISSING),
        ("w1", "s1", None, [], State.DRAFT),
        ("w1", "s1", None, [Request("w1", "s1", 0)], State.AWAITING),
        ("w1", "s1", None, [Request("w0", "s1", 0)], State.DRAFT),
        ("w1", "s1", None, [Request("w1", "s0", 0)], State.DRAFT),
        ("w1", "s1", SIGNED, [], State.SIGNED),
        ("w1", "s2", SIGNED, [], State.OUTDATED),
        ("w1", "s2", SIGNED, [Request("w1", "s2", 3)], State.AWAITING),
        ("w2", "s1", SIGNED, [], State.DRAFT),
        ("w2", "s2", SIGNED, [], State.DRAFT),
        ("w1", "s1", WITHDRAWN, [], State.WITHDRAWN),
        ("w1", "s1", WITHDRAWN, [Request("w1", "s1", 3)], State.WITHDRAWN),
        ("w1", "s1", WITHDRAWN, [Request("w1", "s1", 4)], State.AWAITING),
        ("w2", "s1", WITHDRAWN, [], State.DRAFT),
    ],
)
def test_state(
    desk: str, source: str, signature: Signature | None, requests: list[Request], expected: State
) -> None:
    assert state(desk, source, signature, requests) is expected


def test_the_current_source_is_the_desk_until_something_was_signed() -> None:
    assert current_source("desk", None) == "desk"
    assert current_source("draft", SIGNED) == "w1"
    assert current_source("desk", WITHDRAWN) == ""
