"""Which language may be live: the safety core as a whole, and what joins it later."""

import pytest

from education.review.core import Signings

NUMB, WEAK, NEW = 1, 2, 3


def signings(*ids: tuple[int, str, int], safety: frozenset[int] = frozenset({NUMB, WEAK})) -> Signings:
    return Signings(safety, {(unit, language): (at, at) for unit, language, at in ids})


def test_a_language_is_live_with_the_whole_core_that_the_source_signed() -> None:
    english = ((NUMB, "en", 1), (WEAK, "en", 2))
    assert signings(*english, (NUMB, "es", 3), (WEAK, "es", 4)).live("es")
    assert not signings(*english, (NUMB, "es", 3)).live("es")


def test_nothing_signed_is_not_live_unless_all_may_be_shown_unsigned() -> None:
    assert not signings().live("es")
    assert not signings().live("es", {NUMB})
    assert signings().live("es", {NUMB, WEAK})


@pytest.mark.parametrize(
    "source", [((NUMB, "en", 1), (WEAK, "en", 2)), ()], ids=["source signed", "source never signed"]
)
def test_a_new_sign_takes_no_language_down(source: tuple[tuple[int, str, int], ...]) -> None:
    spanish = ((NUMB, "es", 3), (WEAK, "es", 4))
    three = frozenset({NUMB, WEAK, NEW})
    assert signings(*source, *spanish, safety=three).live("es")
    later = "en" if source else "ar"
    everything = (*source, *spanish, (NUMB, "ar", 5), (WEAK, "ar", 6), (NEW, later, 7))
    assert signings(*everything, safety=three).live("es")


def test_a_sign_that_was_signed_before_is_not_new() -> None:
    three = frozenset({NUMB, WEAK, NEW})
    arabic = ((NUMB, "ar", 1), (WEAK, "ar", 2), (NEW, "ar", 3))
    assert not signings(*arabic, (NUMB, "es", 4), (WEAK, "es", 5), safety=three).live("es")
