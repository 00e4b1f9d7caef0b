"""Small counts stay hidden, also from somebody who adds and subtracts everything that is shown."""

from collections.abc import Iterable
from itertools import chain, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.quiz.crosstables import ShownTable, shown_table
from education.quiz.suppression import Bound, ShownShare, rare, shown_row, shown_share

K = 11


class TestShare:
    @pytest.mark.parametrize(
        ("count", "people", "shown"),
        [
            (5, 10, None),
            (0, 0, None),
            (6, 11, ShownShare(50, Bound.ABOUT, tens=True)),
            (20, 49, ShownShare(40, Bound.ABOUT, tens=True)),
            (49, 49, ShownShare(75, Bound.AT_LEAST, tens=True)),
            (3, 12, ShownShare(30, Bound.ABOUT, tens=True)),
            (2, 12, ShownShare(25, Bound.AT_MOST, tens=True)),
            (30, 50, ShownShare(60, Bound.ABOUT, tens=False)),
            (39, 50, ShownShare(78, Bound.ABOUT, tens=False)),
            (40, 50, ShownShare(78, Bound.AT_LEAST, tens=False)),
            (50, 50, ShownShare(78, Bound.AT_LEAST, tens=False)),
            (195, 200, ShownShare(94, Bound.AT_LEAST, tens=False)),
            (10, 200, ShownShare(6, Bound.AT_MOST, tens=False)),
            (1989, 2000, ShownShare(99, Bound.ABOUT, tens=False)),
            (333, 1000, ShownShare(33, Bound.ABOUT, tens=False)),
            (335, 1000, ShownShare(34, Bound.ABOUT, tens=False)),
        ],
    )
    def test_what_is_shown(self, count: int, people: int, shown: ShownShare | None) -> None:
        assert shown_share(count, people) == shown

    @pytest.mark.parametrize(("count", "people"), [(-1, 20), (21, 20)])
    def test_what_is_no_share_is_refused(self, count: int, people: int) -> None:
        with pytest.raises(ValueError, match="not a share"):
            shown_share(count, people)

    def test_nobody_can_work_back_to_a_small_number(self) -> None:
        """Either side of every share: all numbers of people that the printed words allow lie 11 apart or more."""
        for people in (*range(K, 75), 99, 100, 101, 150, 199, 200, 333):
            for count in range(people + 1):
                shown = shown_share(count, people)
                assert shown is not None
                allowed = list(self.read(shown, people))
                for side, options in (
                    (count, {c for c, _n in allowed}),
                    (people - count, {n - c for c, n in allowed}),
                ):
                    assert side in options
                    assert side >= K or max(options) - min(options) >= K, (count, people, shown)

    @staticmethod
    def read(shown: ShownShare, people: int) -> Iterable[tuple[int, int]]:
        """All (count, people) that a share may mean to somebody who knows how shares are rounded."""
        half = 5 if shown.tens else 0.5
        low, high = {
            Bound.ABOUT: (shown.percent - half, shown.percent + half),
            Bound.AT_LEAST: (shown.percent, 100),
            Bound.AT_MOST: (0, shown.percent),
        }[shown.bound]
        for size in range(K, 50) if shown.tens else (people,):
            yield from ((c, size) for c in range(size + 1) if low * size <= 100 * c <= high * size)


class TestRow:
    @pytest.mark.parametrize(
        ("parts", "shown", "total"),
        [
            ((40, 20, 30), (40, 20, 30), 90),
            ((40, 0, 30), (40, 0, 30), 70),
            ((40, 3, 30), (40, None, None), 73),
            ((40, 9, 9), (40, None, None), 58),
            ((20, 15, 5), (20, None, None), 40),
            ((19, 15, 5), (None, None, None), 39),
            ((11, 10, 10), (None, None, None), 31),
            ((40, 6, 6), (None, None, None), 52),
            ((40, 5, 0), (None, None, 0), 45),
            ((11, 1), (None, None), None),
            ((12, 1), (None, None), 13),
            ((5,), (None,), None),
            ((0, 0), (0, 0), 0),
            ((), (), 0),
        ],
    )
    def test_what_is_shown(
        self, parts: tuple[int, ...], shown: tuple[int | None, ...], total: int | None
    ) -> None:
        found = shown_row(parts)
        assert (found.parts, found.total) == (shown, total)

    @given(st.lists(st.integers(0, 9), max_size=5), st.integers(2, 5))
    def test_an_attacker_who_tries_everything_learns_no_hidden_part(
        self, parts: list[int], least: int
    ) -> None:
        found = shown_row(parts, least)
        hidden = [number for number, shown in enumerate(found.parts) if shown is None]
        assert all(found.parts[number] is None for number, part in enumerate(parts) if 0 < part < least)
        assert all(shown in (None, part) for shown, part in zip(found.parts, parts, strict=True))
        if found.total is None:
            assert len(hidden) == len(parts)
            return
        rest = found.total - sum(shown for shown in found.parts if shown is not None)
        tried = [guess for guess in product(range(1, rest + 1), repeat=len(hidden)) if sum(guess) == rest]
        for position, number in enumerate(hidden):
            values = {guess[position] for guess in tried}
            assert parts[number] in values
            assert max(values) - min(values) >= least

    @given(st.lists(st.integers(0, 9), max_size=3), st.integers(2, 5))
    def test_who_knows_the_rule_learns_that_a_part_is_small_and_not_how_small(
        self, parts: list[int], least: int
    ) -> None:
        found = shown_row(parts, least)
        if found.total is None:
            return
        tables = product(range(found.total + 1), repeat=len(parts))
        fitting = [
            guess for guess in tables if sum(guess) == found.total and shown_row(guess, least) == found
        ]
        for number, part in enumerate(parts):
            if 0 < part < least:
                assert {guess[number] for guess in fitting} >= {*range(1, least)}

    def test_a_negative_part_is_refused(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            shown_row([3, -1])


class TestRareLanguages:
    def test_languages_with_few_people_go_together(self) -> None:
        assert rare({"es": 400, "ar": 60, "vi": 7, "ur": 9}) == {"vi", "ur"}

    def test_one_alone_takes_the_next_smallest_with_it(self) -> None:
        assert rare({"es": 400, "ar": 60, "vi": 7}) == {"ar", "vi"}

    def test_two_that_are_still_few_take_a_third(self) -> None:
        assert rare({"es": 400, "ar": 60, "vi": 3, "ur": 4}) == {"ar", "vi", "ur"}

    def test_nobody_knows_that_two_are_small_by_a_third_that_is_hardly_larger(self) -> None:
        assert rare({"es": 400, "ar": 11, "vi": 10, "ur": 10}) == {"ar", "vi", "ur"}

    def test_none_is_rare_where_all_have_enough_or_nobody(self) -> None:
        assert rare({"es": 400, "ar": 11, "bn": 0}) == frozenset()

    @given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40)))
    def test_what_goes_together_hides_each_or_there_is_nothing_to_show(self, people: dict[str, int]) -> None:
        pooled = rare(people)
        assert all(language in pooled for language, count in people.items() if 0 < count < K)
        together = [people[language] for language in pooled]
        everyone = {language for language, count in people.items() if count}
        assert not pooled or pooled == everyone or (len(together) > 1 and sum(together) - len(together) >= K)


class TestTable:
    def test_a_small_cell_takes_others_with_it_in_both_directions(self) -> None:
        found = shown_table([[3, 40, 100], [50, 60, 70], [12, 13, 99]])
        assert found == ShownTable(
            cells=((None, None, 100), (50, 60, 70), (None, None, 99)),
            row_totals=(143, 180, 124),
            column_totals=(65, 113, 269),
            total=447,
        )

    def test_large_counts_and_zeros_are_shown(self) -> None:
        found = shown_table([[30, 40], [0, 11]])
        assert found.cells == ((30, 40), (0, 11))
        assert (found.row_totals, found.column_totals, found.total) == ((70, 11), (30, 51), 81)

    def test_a_small_total_is_hidden_like_a_small_cell(self) -> None:
        found = shown_table([[4, 3], [200, 100], [90, 80]])
        assert found.row_totals[0] is None
        assert found.row_totals.count(None) >= 2 or found.total is None

    def test_ten_people_in_all_show_nothing(self) -> None:
        found = shown_table([[4, 0], [0, 6]])
        assert found == ShownTable(((None, None),) * 2, (None, None), (None, None), None)

    def test_one_cell(self) -> None:
        assert shown_table([[15]]) == ShownTable(((15,),), (15,), (15,), 15)
        assert shown_table([[5]]) == ShownTable(((None,),), (None,), (None,), None)

    def test_no_cells(self) -> None:
        assert shown_table([]) == ShownTable((), (), (), 0)
        assert shown_table([[], []]) == ShownTable(((), ()), (0, 0), (), 0)

    @given(
        st.sampled_from([(1, 2), (2, 2), (2, 3), (3, 2)]).flatmap(
            lambda shape: st.lists(
                st.lists(st.integers(0, 6), min_size=shape[1], max_size=shape[1]),
                min_size=shape[0],
                max_size=shape[0],
            )
        )
    )
    def test_an_attacker_who_tries_everything_learns_no_hidden_cell(self, counts: list[list[int]]) -> None:
        least = 3
        shown = shown_table(counts, least)
        extended = with_totals(counts)
        printed = [[*row, total] for row, total in zip(shown.cells, shown.row_totals, strict=True)]
        printed.append([*shown.column_totals, shown.total])
        for real, seen in zip(chain(*extended), chain(*printed), strict=True):
            assert seen in (None, real)
            assert seen is None or not 0 < real < least
        possible = [with_totals(guess) for guess in guesses(counts, printed, least)]
        for i, row in enumerate(printed):
            for j, seen in enumerate(row):
                if seen is None and extended[-1][-1] >= least:
                    values = {guess[i][j] for guess in possible}
                    assert max(values) - min(values) >= least, (i, j)

    def test_a_table_of_a_clinic_keeps_most_of_its_cells(self) -> None:
        weeks = [[120, 45, 30, 14], [130, 51, 3, 16], [118, 47, 28, 12], [125, 50, 33, 15]]
        shown = shown_table(weeks)
        assert sum(cell is None for row in shown.cells for cell in row) == 4
        assert None not in (*shown.row_totals, *shown.column_totals, shown.total)

    def test_what_is_no_table_is_refused(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            shown_table([[1, -1]])
        with pytest.raises(ValueError, match="argument 2"):
            shown_table([[1, 2], [3]])


def with_totals(counts: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def guesses(
    counts: list[list[int]], printed: list[list[int | None]], reach: int
) -> Iterable[list[list[int]]]:
    """All tables that fit what is printed, each hidden cell from 1 to `reach` above what it is."""
    rows = []
    for real, seen in zip(counts, printed, strict=False):
        ranges = [
            range(1, value + reach + 1) if cell is None and value else [value]
            for value, cell in zip(real, seen, strict=False)
        ]
        rows.append([list(guess) for guess in product(*ranges) if seen[-1] in (None, sum(guess))])
    for table in product(*rows):
        totals = [sum(column) for column in zip(*table, strict=True)]
        if all(
            cell in (None, total) for cell, total in zip(printed[-1], [*totals, sum(totals)], strict=True)
        ):
            yield list(table)
