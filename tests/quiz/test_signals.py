"""Flags: each rule by itself at its edge, and the whole on made-up readers of a mistranslated item."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.quiz.figures import Choices, Item, ItemFigures, examine
from education.quiz.functioning import MantelHaenszel, Size, mantel_haenszel
from education.quiz.samples import Stage
from education.quiz.signals import (
    Flag,
    Sign,
    all_flags,
    clearly_harder,
    differs,
    fewer_right,
    flags,
    often_unsure,
    own_distractor,
)
from tests.quiz.answering import EASE, ITEMS, attempts

ORDINARY = Item(key="a", unsure="u", critical=False)
CRITICAL = replace(ORDINARY, critical=True)
HARDER = mantel_haenszel([(80, 20, 50, 50)] * 4)
"""Δ = −3.3, and no chance."""
EASIER = mantel_haenszel([(50, 50, 80, 20)] * 4)
ALIKE = mantel_haenszel([(80, 20, 80, 20)] * 4)
A_LITTLE_HARDER = mantel_haenszel([(8, 4, 6, 5)] * 2)
"""Δ = −1.1, and well possible by chance."""


def chosen(right: int, b: int = 0, c: int = 0, unsure: int = 0, item: Item = ORDINARY) -> Choices:
    return Choices(item, {"a": right, "b": b, "c": c, "u": unsure})


def figures(
    choices: Choices,
    functioning: MantelHaenszel = ALIKE,
    size: Size | None = Size.A,
    p: float = 1.0,
    rest: float = 0.4,
) -> ItemFigures:
    return ItemFigures(choices, item_rest=rest, functioning=functioning, size=size, adjusted_p=p)


def raised(here: ItemFigures, allowed: Stage = Stage.CLASS) -> dict[Sign, Flag]:
    item = here.choices.item
    found = flags(here, figures(chosen(80, 10, 10, item=item)), [], allowed=allowed)
    return {flag.sign: flag for flag in found}


class TestFewerRight:
    @pytest.mark.parametrize(
        ("here", "reference", "flagged"),
        [((80, 100), (95, 100), True), ((81, 100), (95, 100), False), ((65, 100), (800, 1000), True)],
    )
    def test_from_exactly_fifteen_points(
        self, here: tuple[int, int], reference: tuple[int, int], flagged: bool
    ) -> None:
        one, other = (chosen(right, people - right) for right, people in (here, reference))
        assert fewer_right(one, other) is flagged
        assert not fewer_right(other, one)

    def test_nobody_is_not_below_anybody(self) -> None:
        assert not fewer_right(chosen(0), chosen(90, 10))
        assert not fewer_right(chosen(0), chosen(0))


class TestNotSure:
    def test_from_twice_the_rate(self) -> None:
        assert often_unsure(chosen(80, unsure=20), chosen(90, unsure=10))
        assert not often_unsure(chosen(81, unsure=19), chosen(90, unsure=10))

    def test_of_eleven_people_at_least(self) -> None:
        assert often_unsure(chosen(89, unsure=11), chosen(100))
        assert not often_unsure(chosen(90, unsure=10), chosen(100))


class TestOwnDistractor:
    ELSEWHERE = (chosen(80, 10, 10), chosen(85, 6, 9))

    def test_one_that_draws_most_errors_here_only(self) -> None:
        assert own_distractor(chosen(70, 25, 5), self.ELSEWHERE) == "b"

    def test_not_one_that_draws_most_elsewhere_too(self) -> None:
        assert own_distractor(chosen(70, 25, 5), [*self.ELSEWHERE, chosen(80, 18, 2)]) is None

    def test_a_bare_majority_elsewhere_is_chance(self) -> None:
        assert own_distractor(chosen(70, 25, 5), [*self.ELSEWHERE, chosen(80, 11, 9)]) == "b"

    def test_not_if_elsewhere_it_draws_nearly_as_many(self) -> None:
        # 25 of 30 may mean no more than 60 %, and 8 of 13 are 62 %.
        assert own_distractor(chosen(70, 25, 5), [*self.ELSEWHERE, chosen(87, 8, 5)]) is None
        assert own_distractor(chosen(70, 25, 5), [*self.ELSEWHERE, chosen(87, 7, 6)]) == "b"

    def test_not_by_a_majority_that_chance_explains(self) -> None:
        assert own_distractor(chosen(70, 20, 10), self.ELSEWHERE) is None

    def test_not_by_ten_errors(self) -> None:
        assert own_distractor(chosen(90, 10, 0), self.ELSEWHERE) is None
        assert own_distractor(chosen(89, 11, 0), self.ELSEWHERE) == "b"

    def test_not_sure_is_no_error(self) -> None:
        assert own_distractor(chosen(70, 2, 2, unsure=26), self.ELSEWHERE) is None

    def test_nothing_to_compare_with(self) -> None:
        assert own_distractor(chosen(70, 25, 5), []) is None
        assert own_distractor(chosen(70, 25, 5), [chosen(95, 1, 4)]) is None


class TestFunctioning:
    def test_class_and_adjusted_p_must_both_speak(self) -> None:
        assert differs(figures(chosen(80), HARDER, Size.C, p=0.01)) is Sign.HARDER
        assert differs(figures(chosen(80), EASIER, Size.B, p=0.01)) is Sign.EASIER
        assert differs(figures(chosen(80), HARDER, Size.C, p=0.05)) is None
        assert differs(figures(chosen(80), HARDER, Size.A, p=0.01)) is None

    def test_no_class_no_flag(self) -> None:
        assert differs(figures(chosen(80), HARDER, None, p=0.01)) is None

    def test_an_item_that_all_got_wrong_is_harder_without_a_class(self) -> None:
        none_right = mantel_haenszel([(80, 20, 0, 100)] * 4)
        assert differs(figures(chosen(0), none_right, None, p=0.01)) is Sign.HARDER

    def test_the_lower_bar_of_critical_items_does_not_ask_for_significance(self) -> None:
        assert A_LITTLE_HARDER.p is not None
        assert A_LITTLE_HARDER.p > 0.05
        assert clearly_harder(figures(chosen(80), A_LITTLE_HARDER))
        assert not clearly_harder(figures(chosen(80), ALIKE))
        assert not clearly_harder(figures(chosen(80), EASIER))


class TestFlags:
    def test_a_good_item_has_none(self) -> None:
        assert raised(figures(chosen(80, 10, 10))) == {}

    def test_a_critical_item_fifteen_points_below_is_looked_at_at_once(self) -> None:
        assert raised(figures(chosen(60, 20, 20, item=CRITICAL)))[Sign.FEWER_RIGHT].at_once
        assert not raised(figures(chosen(60, 20, 20)))[Sign.FEWER_RIGHT].at_once

    def test_a_critical_item_with_delta_of_minus_one_is_looked_at_at_once(self) -> None:
        suspect = raised(figures(chosen(80, 10, 10, item=CRITICAL), A_LITTLE_HARDER))
        assert suspect == {Sign.HARDER: Flag(Sign.HARDER, at_once=True, early=False)}
        assert raised(figures(chosen(80, 10, 10), A_LITTLE_HARDER)) == {}

    def test_an_ordinary_item_of_class_c_waits_for_the_monthly_look(self) -> None:
        found = raised(figures(chosen(80, 10, 10), HARDER, Size.C, p=0.01))
        assert found == {Sign.HARDER: Flag(Sign.HARDER, at_once=False, early=False)}

    def test_an_item_that_does_not_go_with_the_rest(self) -> None:
        assert raised(figures(chosen(80, 10, 10), rest=0.09)).keys() == {Sign.WEAK}
        assert raised(figures(chosen(80, 10, 10), rest=-0.2)).keys() == {Sign.WEAK}
        assert raised(figures(chosen(80, 10, 10), rest=0.10)) == {}

    def test_few_people_give_an_early_signal_and_fewer_none(self) -> None:
        suspect = figures(chosen(30, 15, 15, item=CRITICAL), A_LITTLE_HARDER, None)
        early = raised(suspect, Stage.EARLY)
        assert early.keys() == {Sign.FEWER_RIGHT, Sign.HARDER}
        assert all(flag.early and flag.at_once for flag in early.values())
        assert raised(suspect, Stage.SHARE) == {}
        assert raised(suspect, Stage.NOTHING) == {}

    @given(st.tuples(*[st.integers(0, 300)] * 8), st.sampled_from(Stage))
    def test_only_critical_items_are_urgent_and_no_counts_break_it(
        self, counts: tuple[int, ...], allowed: Stage
    ) -> None:
        one, other = (
            Choices(ORDINARY, dict(zip("abcu", part, strict=True))) for part in (counts[:4], counts[4:])
        )
        here, reference = figures(one, HARDER, None), figures(other)
        found = flags(here, reference, [], allowed=allowed)
        assert not any(flag.at_once for flag in found)
        assert not found or allowed >= Stage.EARLY


class TestWholeForm:
    def test_a_mistranslated_item_is_flagged_and_the_option_named(self) -> None:
        mistranslated = attempts(400, 2, harder=[3], drawn="c")
        found = examine(ITEMS, {"en": attempts(1500, 1), "es": mistranslated, "ar": attempts(400, 3)}, "en")
        by_item = all_flags(found, "en")

        assert by_item.keys() == {"es", "ar"}
        signs = {flag.sign: flag for flag in by_item["es"][3]}
        assert {Sign.FEWER_RIGHT, Sign.HARDER, Sign.DISTRACTOR} <= signs.keys()
        assert signs[Sign.HARDER].at_once
        assert signs[Sign.FEWER_RIGHT].at_once
        assert sum(bool(item) for item in by_item["ar"]) <= 1

    def test_without_the_source_language_there_are_no_flags(self) -> None:
        nobody = replace(attempts(0, 1), patterns={})
        assert all_flags(examine(ITEMS, {"en": nobody, "es": attempts(400, 2)}, "en"), "en") == {}

    def test_every_item_has_its_list(self) -> None:
        found = examine(ITEMS, {"en": attempts(600, 1), "es": attempts(20, 2)}, "en")
        assert all_flags(found, "en") == {"es": ((),) * len(EASE)}
