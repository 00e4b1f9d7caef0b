"""Difficulty, discrimination and reliability, against printed tables and against the formulas written out."""

from collections import Counter
from math import sqrt
from statistics import correlation, fmean, pstdev, variance

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from education.quiz.patterns import responses_of, tabulate
from education.quiz.reliability import (
    difficulty,
    item_rest,
    item_total,
    kr20,
    kuder_richardson,
    point_biserial,
    score_variance,
)
from tests.quiz.published import LSAT6, TEN_STUDENTS

forms = st.integers(2, 6).flatmap(
    lambda items: st.lists(st.tuples(*[st.integers(0, 1)] * items), min_size=2, max_size=30)
)


class TestLsat6:
    """As the R package ltm prints it: `descript(LSAT)` (Rizopoulos 2006, Journal of Statistical Software 17:5)."""

    TABLE = tabulate(LSAT6)

    def test_scores_and_difficulty(self) -> None:
        assert self.TABLE.people == (3, 20, 85, 237, 357, 298)
        assert difficulty(self.TABLE) == (0.924, 0.709, 0.553, 0.763, 0.870)

    def test_point_biserial_with_and_without_the_item(self) -> None:
        assert item_total(self.TABLE) == pytest.approx((0.3620, 0.5668, 0.6184, 0.5344, 0.4354), abs=5e-5)
        assert item_rest(self.TABLE) == pytest.approx((0.1128, 0.1532, 0.1728, 0.1444, 0.1216), abs=5e-5)

    def test_alpha_of_the_whole_and_without_each_item(self) -> None:
        assert kr20(self.TABLE) == pytest.approx(0.2950, abs=5e-5)
        for left_out, alpha in enumerate((0.2754, 0.2376, 0.2168, 0.2459, 0.2663)):
            shorter: Counter[tuple[int, ...]] = Counter()
            for pattern, people in LSAT6.items():
                shorter[pattern[:left_out] + pattern[left_out + 1 :]] += people
            assert kr20(tabulate(shorter)) == pytest.approx(alpha, abs=5e-5)


def test_ten_students_on_ten_items() -> None:
    table = tabulate(responses_of([int(answer) for answer in student] for student in TEN_STUDENTS))

    assert difficulty(table) == (0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6)
    assert score_variance(table) == pytest.approx(5.84)
    # Σpq = 2.18 of the printed table: 10/9 · (1 − 2.18/5.84).
    assert kr20(table) == pytest.approx(0.6963, abs=5e-5)
    assert kuder_richardson(difficulty(table), 5.84) == pytest.approx(kr20(table))


@given(forms)
def test_point_biserial_is_the_correlation_of_item_and_score(form: list[tuple[int, ...]]) -> None:
    found = item_rest(tabulate(responses_of(form)))
    for item, value in enumerate(found):
        answers = [pattern[item] for pattern in form]
        rests = [sum(pattern) - pattern[item] for pattern in form]
        if len(set(answers)) == 1 or len(set(rests)) == 1:
            assert value is None
            continue
        assert value == pytest.approx(correlation(answers, rests), abs=1e-9)
        right, wrong = ([rest for rest, a in zip(rests, answers, strict=True) if a == of] for of in (1, 0))
        share = len(right) / len(form)
        # (M₁ − M₀)/s · √(pq), with the population deviation.
        written_out = (fmean(right) - fmean(wrong)) / pstdev(rests) * sqrt(share * (1 - share))
        assert value == pytest.approx(written_out, abs=1e-9)


@given(forms)
def test_kr20_equals_cronbachs_alpha_with_sample_variances(form: list[tuple[int, ...]]) -> None:
    scores = [sum(pattern) for pattern in form]
    assume(len(set(scores)) > 1)
    items = list(zip(*form, strict=True))
    alpha = len(items) / (len(items) - 1) * (1 - sum(map(variance, items)) / variance(scores))
    assert kr20(tabulate(responses_of(form))) == pytest.approx(alpha, abs=1e-9)


def test_mixing_the_variances_would_show() -> None:
    table = tabulate(responses_of([(1, 1), (1, 0), (0, 0)]))
    # Population: Σpq = 4/9, σ² = 2/3: 2·(1 − 2/3). With the sample variance 1 it would be 2·(1 − 4/9).
    assert kr20(table) == pytest.approx(2 / 3)


def test_an_item_that_the_able_get_wrong_is_negative() -> None:
    # Means 5/3 and 14/3, population variance 89/36 of all six, half of them right.
    assert point_biserial(Counter([1, 2, 2]), Counter([4, 5, 5])) == pytest.approx(-3 / sqrt(89 / 36) / 2)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [({3: 5}, {}), ({}, {3: 5}), ({}, {}), ({3: 5}, {3: 2}), ({3: 5, 4: 0}, {3: 2})],
    ids=["all right", "all wrong", "nobody", "one score", "one score that somebody has"],
)
def test_no_correlation_without_a_difference(right: dict[int, int], wrong: dict[int, int]) -> None:
    assert point_biserial(right, wrong) is None


def test_all_right_and_all_wrong_have_a_difficulty_and_no_reliability() -> None:
    for answer in (0, 1):
        table = tabulate({(answer,) * 3: 40})
        assert difficulty(table) == (answer,) * 3
        assert item_rest(table) == (None,) * 3
        assert kr20(table) is None


def test_one_item_is_no_form() -> None:
    assert kr20(tabulate({(1,): 30, (0,): 10})) is None
    assert kr20(tabulate({(1, 1): 30, (0, 0): 10})) == pytest.approx(1)


def test_nobody_has_no_difficulty() -> None:
    assert kr20(tabulate({})) is None
    with pytest.raises(ValueError, match="nobody"):
        difficulty(tabulate({(1, 1): 0}))
    with pytest.raises(ValueError, match="nobody"):
        score_variance(tabulate({}))
