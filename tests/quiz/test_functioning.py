"""Mantel-Haenszel, against printed examples and against what must hold for any strata."""

from fractions import Fraction
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.quiz.functioning import Size, chi_square_p, ets_size, mantel_haenszel
from tests.quiz.published import BERKELEY, CREAM, RABBITS, SMOKING, VERBAL, VERBAL_SCOLD

Strata = list[tuple[int, int, int, int]]
counts = st.integers(0, 60)
tables: st.SearchStrategy[Strata] = st.lists(st.tuples(counts, counts, counts, counts), max_size=12)


def close(value: float, digits: int = 4) -> object:
    """As printed with so many decimals."""
    return pytest.approx(value, abs=0.5 * 10**-digits)


class TestPublished:
    def test_verbal_aggression_by_difr(self) -> None:
        found = mantel_haenszel(VERBAL)
        assert found.difference == close(10.3449)
        assert found.variance == close(10.0927)
        assert found.chi_square == close(9.6032)
        assert found.p == close(0.0019)
        assert found.chi_square_uncorrected == close(10.6034)
        assert found.alpha == close(2.8804)
        interval = found.interval()
        assert interval is not None
        assert (interval.low, interval.high) == (close(1.4874), close(5.5781))
        assert found.delta == close(-2.4861)
        assert found.delta_error == close(0.7924)
        assert found.size is Size.C

    def test_an_item_that_is_easier_for_the_focal_group_by_difr(self) -> None:
        found = mantel_haenszel(VERBAL_SCOLD)
        assert found.chi_square == close(6.8395)
        assert found.p == close(0.0089)
        assert found.chi_square_uncorrected == close(7.7670)
        assert found.alpha == close(0.3746)
        assert found.delta == close(2.3072)
        # ln α / SE, "Log odds-ratio statistic" of difR.
        assert log(found.alpha or 0) / (found.log_error or 1) == close(-2.6876)
        # difR labels it C by |Δ| alone; (2.3072 − 1)/0.8584 is below 1.645.
        assert found.size is Size.B

    @pytest.mark.parametrize(
        ("strata", "chi_square", "p", "uncorrected", "alpha", "low", "high", "digits"),
        [
            (RABBITS, 3.9286, 0.0475, 5.6571, 7, 1.0267, 47.7251, 4),
            (BERKELEY, 1.4269, 0.2323, 1.5246, 0.9047, 0.7719, 1.0603, 4),
            (SMOKING, 279.376, 0.000, 280.138, 2.174, 1.984, 2.383, 3),
            (CREAM, 5.672, 0.017, 6.384, 2.135, 1.178, 3.869, 3),
        ],
        ids=["Rabbits", "UCBAdmissions", "Chinese cities", "creams"],
    )
    def test_examples_of_r_and_agresti(
        self,
        strata: Strata,
        chi_square: float,
        p: float,
        uncorrected: float,
        alpha: float,
        low: float,
        high: float,
        digits: int,
    ) -> None:
        found = mantel_haenszel(strata)
        interval = found.interval()
        assert interval is not None
        assert found.chi_square == close(chi_square, digits)
        assert found.p == close(p, digits)
        assert found.chi_square_uncorrected == close(uncorrected, digits)
        assert (found.alpha, interval.low, interval.high) == (
            close(alpha, digits),
            close(low, digits),
            close(high, digits),
        )


@pytest.mark.parametrize(
    ("chi_square", "p"), [(0, 1), (2.7055, 0.10), (3.8415, 0.05), (6.6349, 0.01), (10.8276, 0.001)]
)
def test_p_from_the_printed_table_of_chi_square(chi_square: float, p: float) -> None:
    assert chi_square_p(chi_square) == pytest.approx(p, rel=1e-4)


class TestSize:
    @pytest.mark.parametrize(
        ("delta", "error", "p", "size"),
        [
            (-0.99, 0.1, 0.001, Size.A),
            (-1.0, 0.1, 0.001, Size.B),
            (-3.0, 0.1, 0.05, Size.A),
            (-3.0, 0.1, 0.049, Size.C),
            (-1.49, 0.1, 0.001, Size.B),
            (-1.5, 0.1, 0.001, Size.C),
            (-1.5, 0.31, 0.001, Size.B),
            (1.5, 0.1, 0.001, Size.C),
            (1.2, 0.1, 0.001, Size.B),
        ],
    )
    def test_the_edges_of_the_classes(self, delta: float, error: float, p: float, size: Size) -> None:
        assert ets_size(delta, error, p) is size


class TestProperties:
    @given(tables)
    def test_swapping_the_groups_inverts_alpha_and_mirrors_delta(self, strata: Strata) -> None:
        one = mantel_haenszel(strata)
        other = mantel_haenszel([(c, d, a, b) for a, b, c, d in strata])
        assert one.estimable == other.estimable
        assert other.chi_square == pytest.approx(one.chi_square, abs=1e-9)
        assert other.difference == pytest.approx(-one.difference, abs=1e-9)
        if one.alpha and other.alpha:
            assert other.alpha == pytest.approx(1 / one.alpha)
            assert other.delta == pytest.approx(-(one.delta or 0), abs=1e-9)
            assert other.log_error == pytest.approx(one.log_error)

    @given(tables)
    def test_swapping_right_and_wrong_inverts_alpha(self, strata: Strata) -> None:
        one = mantel_haenszel(strata)
        other = mantel_haenszel([(b, a, d, c) for a, b, c, d in strata])
        assert other.chi_square == pytest.approx(one.chi_square, abs=1e-9)
        if one.alpha:
            assert other.alpha == pytest.approx(1 / one.alpha)

    @given(tables)
    def test_the_order_of_the_strata_changes_nothing_at_all(self, strata: Strata) -> None:
        assert mantel_haenszel(reversed(strata)) == mantel_haenszel(strata)
        assert mantel_haenszel(sorted(strata)) == mantel_haenszel(strata)

    @given(
        tables,
        st.lists(
            st.one_of(
                st.tuples(counts, counts, st.just(0), st.just(0)),
                st.tuples(st.just(0), st.just(0), counts, counts),
                st.tuples(counts, st.just(0), counts, st.just(0)),
                st.tuples(st.just(0), counts, st.just(0), counts),
            )
        ),
    )
    def test_strata_with_one_group_or_one_answer_only_add_nothing(self, strata: Strata, mute: Strata) -> None:
        found, without = mantel_haenszel([*strata, *mute]), mantel_haenszel(strata)
        assert found.difference == without.difference
        assert found.variance == without.variance
        assert found.alpha == without.alpha

    @given(tables, st.integers(2, 9))
    def test_more_people_of_the_same_kind_leave_alpha_and_shrink_its_error(
        self, strata: Strata, times: int
    ) -> None:
        one = mantel_haenszel(strata)
        more = mantel_haenszel([(times * a, times * b, times * c, times * d) for a, b, c, d in strata])
        if one.alpha and one.log_error:
            assert more.alpha == pytest.approx(one.alpha)
            assert more.log_error == pytest.approx(one.log_error / sqrt(times))

    @given(tables)
    def test_it_is_the_formula_in_exact_fractions(self, strata: Strata) -> None:
        exact = [tuple(map(Fraction, cells)) for cells in strata if sum(cells) > 1]
        above = sum(a * d / (a + b + c + d) for a, b, c, d in exact)
        below = sum(b * c / (a + b + c + d) for a, b, c, d in exact)
        found = mantel_haenszel(strata)
        if above and below:
            assert found.alpha == pytest.approx(float(above / below))
        else:
            assert not found.estimable

    @given(st.tuples(*[st.integers(1, 60)] * 4))
    def test_one_stratum_has_the_odds_ratio_and_woolfs_error(self, cells: tuple[int, int, int, int]) -> None:
        a, b, c, d = cells
        found = mantel_haenszel([cells])
        assert found.alpha == pytest.approx(a * d / (b * c))
        assert found.log_error == pytest.approx(sqrt(1 / a + 1 / b + 1 / c + 1 / d))

    @given(tables)
    def test_the_correction_never_raises_and_never_goes_below_zero(self, strata: Strata) -> None:
        found = mantel_haenszel(strata)
        if found.chi_square is not None and found.chi_square_uncorrected is not None:
            assert 0 <= found.chi_square <= found.chi_square_uncorrected
            assert found.p is not None
            assert 0 <= found.p <= 1


class TestNotEstimable:
    @pytest.mark.parametrize(
        "strata",
        [[], [(0, 0, 0, 0)], [(1, 0, 0, 0)], [(5, 0, 5, 0)], [(0, 5, 0, 5)], [(5, 5, 0, 0)], [(0, 0, 5, 5)]],
        ids=["no strata", "empty", "one person", "all right", "all wrong", "no focal", "no reference"],
    )
    def test_strata_that_tell_nothing(self, strata: Strata) -> None:
        found = mantel_haenszel(strata)
        assert not found.estimable
        assert (found.alpha, found.delta, found.delta_error, found.interval(), found.size) == (None,) * 5
        assert (found.chi_square, found.chi_square_uncorrected, found.p) == (None,) * 3

    def test_an_item_that_the_whole_focal_group_got_wrong_has_no_alpha_but_is_noticed(self) -> None:
        found = mantel_haenszel([(30, 10, 0, 20), (35, 5, 0, 20)])
        assert (found.alpha, found.delta, found.size) == (None, None, None)
        assert found.difference > 0
        assert found.p is not None
        assert found.p < 1e-9

    def test_one_right_answer_is_enough_to_estimate(self) -> None:
        assert mantel_haenszel([(30, 10, 1, 20), (35, 5, 0, 20)]).alpha is not None

    def test_two_people_of_one_score_count_and_one_does_not(self) -> None:
        pairs = [(1, 0, 0, 1), (0, 1, 1, 0), (1, 0, 0, 1)]
        assert mantel_haenszel(pairs).alpha == pytest.approx(2)
        assert mantel_haenszel([*pairs, (1, 0, 0, 0), (0, 0, 0, 1)]) == mantel_haenszel(pairs)

    def test_negative_counts_are_refused(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            mantel_haenszel([(1, 2, 3, -1)])
