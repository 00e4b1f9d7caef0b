"""Who is compared with whom: strata, bands, and a score freed of the items that differ."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.quiz.functioning import Size, Stratum, mantel_haenszel
from education.quiz.matching import MOST_ROUNDS, compare, compare_at, merge_thin, strata
from education.quiz.patterns import Patterns, Responses
from tests.quiz.answering import EASE, attempts

cells = st.lists(st.builds(Stratum, *[st.integers(0, 12)] * 4), max_size=20)
forms = st.dictionaries(st.tuples(*[st.integers(0, 1)] * 5), st.integers(0, 40), min_size=1, max_size=32)


def group(people: int, seed: int, **how: object) -> Responses:
    return Responses(attempts(people, seed, **how).patterns)  # type: ignore[arg-type]


def by_hand(reference: Patterns, focal: Patterns, item: int, matched: tuple[int, ...]) -> list[Stratum]:
    """Every person's score counted one by one, the studied item always part of it."""
    of = sorted({*matched, item})
    found = []
    for score in range(len(of) + 1):
        row = []
        for patterns in (reference, focal):
            here = {p: n for p, n in patterns.items() if sum(p[i] for i in of) == score}
            row += [sum(n for p, n in here.items() if p[item] == answer) for answer in (1, 0)]
        found.append(Stratum(*row))
    return found


class TestStrata:
    @given(forms, forms, st.integers(0, 4), st.sets(st.integers(0, 4)))
    def test_the_studied_item_is_always_part_of_the_score(
        self, reference: Patterns, focal: Patterns, item: int, matched: set[int]
    ) -> None:
        of = tuple(sorted(matched))
        tables = Responses(reference).table(of), Responses(focal).table(of)
        found = list(strata(*tables, item, in_score=item in matched))
        expected = by_hand(reference, focal, item, of)
        assert found == expected

    @given(forms, forms)
    def test_unmerged_comparison_is_mantel_haenszel_on_every_score(
        self, reference: Patterns, focal: Patterns
    ) -> None:
        matched = (0, 1, 3)
        found = compare_at(Responses(reference), Responses(focal), matched, merge=False)
        for item in range(5):
            assert found[item] == mantel_haenszel(by_hand(reference, focal, item, matched))


class TestBands:
    @given(cells, st.integers(1, 9))
    def test_nobody_is_lost_and_the_order_stays(self, scores: list[Stratum], least: int) -> None:
        bands = merge_thin(scores, least)
        for part in range(4):
            assert sum(band[part] for band in bands) == sum(cell[part] for cell in scores)
        running, sums = Stratum(0, 0, 0, 0), [Stratum(0, 0, 0, 0)]
        for cell in scores:
            running = Stratum(*map(sum, zip(running, cell, strict=True)))
            sums.append(running)
        reached = Stratum(0, 0, 0, 0)
        for band in bands:
            reached = Stratum(*map(sum, zip(reached, band, strict=True)))
            assert reached in sums

    def test_thin_scores_join_their_neighbours_above(self) -> None:
        thick = [Stratum(9, 9, 9, 9)] * 4
        found = merge_thin([Stratum(0, 3, 0, 1), Stratum(1, 2, 0, 1), *thick], least=5)
        assert found == (Stratum(10, 14, 9, 11), *thick[1:])

    def test_thick_scores_stay_as_they_are(self) -> None:
        scores = [Stratum(5, 5, 4, 4), Stratum(6, 5, 4, 3), Stratum(7, 5, 4, 2), Stratum(8, 4, 5, 1)]
        assert merge_thin(scores, least=5) == tuple(scores)

    def test_the_thin_top_joins_the_highest_band(self) -> None:
        scores = [Stratum(5, 5, 5, 5)] * 4
        assert merge_thin([*scores, Stratum(1, 0, 0, 0)], least=5) == (*scores[:3], Stratum(6, 5, 5, 5))

    def test_four_bands_matter_more_than_thick_bands(self) -> None:
        scores = [Stratum(3, 3, 1, 1)] * 5
        # Five asked for would leave one band of two scores; two people of each group keep all five.
        assert merge_thin(scores, least=5) == tuple(scores)

    def test_fewer_than_four_scores_stay_as_they_are(self) -> None:
        scores = (Stratum(1, 0, 0, 0), Stratum(5, 5, 5, 5), Stratum(0, 1, 0, 1))
        assert merge_thin(scores, least=5) == scores
        assert merge_thin([], least=5) == ()


class TestCompare:
    def test_a_mistranslated_item_is_found_and_leaves_the_score(self) -> None:
        found = compare(group(1500, 1), group(500, 2, harder=[3]))
        assert found.items[3].size is Size.C
        assert found.items[3].difference > 0
        assert found.matched == (0, 1, 2, 4, 5, 6, 7, 8, 9)
        assert found.settled

    def test_a_well_translated_form_has_no_class_c_even_for_readers_who_know_less(self) -> None:
        found = compare(group(1500, 1), group(500, 3, ability=-0.8))
        assert Size.C not in {item.size for item in found.items}
        assert found.settled

    def test_purifying_frees_the_good_items_from_the_bad_ones(self) -> None:
        reference, focal = group(2000, 4), group(1000, 5, harder=[0, 2, 4, 6])
        good = (1, 3, 5, 7, 8, 9)

        def bias(purify: bool) -> float:
            items = compare(reference, focal, purify=purify).items
            return sum(items[item].delta or 0 for item in good) / len(good)

        assert bias(purify=False) > 0.5
        assert abs(bias(purify=True)) < 0.25

    @given(forms, forms)
    def test_swapping_the_groups_mirrors_every_item(self, reference: Patterns, focal: Patterns) -> None:
        one, other = Responses(reference), Responses(focal)
        there, back = compare(one, other), compare(other, one)
        assert (there.matched, there.rounds, there.settled) == (back.matched, back.rounds, back.settled)
        for first, second in zip(there.items, back.items, strict=True):
            assert first.difference == pytest.approx(-second.difference, abs=1e-9)
            assert first.delta == pytest.approx(None if second.delta is None else -second.delta, abs=1e-9)

    @given(forms, forms)
    def test_it_ends_after_ten_rounds_at_most(self, reference: Patterns, focal: Patterns) -> None:
        found = compare(Responses(reference), Responses(focal))
        assert 0 <= found.rounds <= MOST_ROUNDS
        assert len(found.items) == 5

    @given(forms)
    def test_a_group_does_not_differ_from_itself(self, patterns: Patterns) -> None:
        found = compare(Responses(patterns), Responses(patterns))
        assert found.settled
        assert found.rounds == 0
        for item in found.items:
            assert item.difference == pytest.approx(0, abs=1e-9)
            assert item.delta == pytest.approx(0, abs=1e-9) or not item.estimable

    def test_a_form_that_differs_in_most_items_is_not_called_settled(self) -> None:
        harder_for_one = group(3000, 7, harder=[0, 1, 2], by=3)
        harder_for_other = group(3000, 8, harder=[5, 6, 7], by=3)
        found = compare(harder_for_one, harder_for_other)
        assert not found.settled
        assert len(found.matched) == len(EASE) // 2

    def test_an_item_that_nobody_got_right_is_not_matched_by(self) -> None:
        reference = attempts(1000, 1).patterns
        none_right: Counter[tuple[int, ...]] = Counter()
        for pattern, people in attempts(500, 2).patterns.items():
            none_right[0, *pattern[1:]] += people
        found = compare(Responses(reference), Responses(none_right))
        assert not found.items[0].estimable
        assert 0 not in found.matched

    @pytest.mark.parametrize("answer", [0, 1])
    def test_all_right_or_all_wrong_is_not_estimable(self, answer: int) -> None:
        same = Responses({(answer,) * len(EASE): 300})
        found = compare(same, same)
        assert not any(item.estimable for item in found.items)
        assert found.settled

    def test_an_empty_group_is_not_estimable(self) -> None:
        found = compare(group(100, 1), Responses({}, len(EASE)))
        assert not any(item.estimable for item in found.items)

    def test_forms_of_different_length_are_refused(self) -> None:
        with pytest.raises(ValueError, match="forms of 10 and 2 items"):
            compare(group(10, 1), Responses({(1, 0): 10}))
