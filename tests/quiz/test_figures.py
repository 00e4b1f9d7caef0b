"""All figures of a form: each is there where enough people answered, and nowhere else."""

from collections import Counter

import pytest

from education.quiz.figures import Attempts, LanguageFigures, examine
from education.quiz.functioning import Size
from education.quiz.matching import compare
from education.quiz.multiplicity import benjamini_hochberg
from education.quiz.patterns import Responses
from education.quiz.reliability import item_rest, kr20
from education.quiz.samples import Stage
from tests.quiz.answering import EASE, ITEMS, attempts

NOBODY = Attempts({}, [{}] * len(EASE))


def figures(**languages: Attempts) -> dict[str, LanguageFigures]:
    return examine(ITEMS, {"en": attempts(600, 1), **languages}, "en")


class TestWhatIsThere:
    def test_nothing_below_eleven(self) -> None:
        assert figures(es=attempts(10, 2), ar=NOBODY).keys() == {"en"}

    def test_shares_only_below_fifty(self) -> None:
        found = figures(es=attempts(49, 2))["es"]
        assert (found.stage, found.together, found.people) == (Stage.SHARE, Stage.SHARE, 49)
        assert (found.kr20, found.comparison) == (None, None)
        for item in found.items:
            assert item.choices.people == 49
            assert (item.item_rest, item.functioning, item.size, item.adjusted_p) == (None,) * 4

    def test_no_class_below_two_hundred(self) -> None:
        found = figures(es=attempts(50, 2))["es"]
        assert found.together is Stage.EARLY
        assert found.kr20 is not None
        for item in found.items:
            assert item.functioning is not None
            assert item.size is None

    def test_a_class_from_two_hundred(self) -> None:
        found = figures(es=attempts(200, 2))["es"]
        assert found.together is Stage.CLASS
        assert {item.size for item in found.items} <= {*Size}

    def test_the_source_language_is_compared_with_nobody(self) -> None:
        found = figures(es=attempts(300, 2))["en"]
        assert (found.stage, found.together, found.comparison) == (Stage.CLASS, Stage.NOTHING, None)
        assert all(item.functioning is None for item in found.items)
        assert found.kr20 is not None

    def test_without_readers_of_the_source_language_nothing_is_compared(self) -> None:
        found = examine(ITEMS, {"en": NOBODY, "es": attempts(900, 2)}, "en")
        assert found.keys() == {"es"}
        assert found["es"].comparison is None
        assert found["es"].kr20 is not None


class TestWhatItSays:
    def test_the_figures_are_those_of_the_single_measures(self) -> None:
        source, spanish = attempts(600, 1), attempts(300, 2, harder=[4])
        found = figures(es=spanish)["es"]
        table = Responses(spanish.patterns).table()
        comparison = compare(Responses(source.patterns), Responses(spanish.patterns))

        assert found.kr20 == kr20(table)
        assert tuple(item.item_rest for item in found.items) == item_rest(table)
        assert found.comparison == comparison
        adjusted = benjamini_hochberg([item.p for item in comparison.items if item.p is not None])
        assert tuple(item.adjusted_p for item in found.items) == adjusted
        assert found.items[4].size is Size.C

    def test_choices_tell_right_unsure_and_wrong_apart(self) -> None:
        choices = figures(es=attempts(300, 2))["es"].items[9].choices
        assert choices.right + choices.not_sure + sum(choices.errors.values()) == choices.people == 300
        assert choices.errors.keys() == {"b", "c"}

    def test_an_item_that_all_got_right_is_no_part_of_the_family(self) -> None:
        groups = {}
        for language, (people, seed) in {"en": (600, 1), "es": (300, 2)}.items():
            patterns: Counter[tuple[int, ...]] = Counter()
            for pattern, count in attempts(people, seed).patterns.items():
                patterns[1, *pattern[1:]] += count
            options = [{"a": people}, *attempts(people, seed).options[1:]]
            groups[language] = Attempts(patterns, options)
        found = examine(ITEMS, groups, "en")["es"]
        assert found.items[0].adjusted_p is None
        assert found.items[0].size is None
        values = [item.functioning.p for item in found.items if item.functioning and item.functioning.p]
        assert len(values) == 9
        assert found.items[1].adjusted_p == benjamini_hochberg(values)[0]


class TestRefusals:
    def test_options_that_do_not_add_up(self) -> None:
        good = attempts(60, 2)
        bad = Attempts(good.patterns, [{"a": 59}, *good.options[1:]])
        with pytest.raises(ValueError, match="do not add up"):
            figures(es=bad)

    def test_options_of_another_form(self) -> None:
        good = attempts(60, 2)
        with pytest.raises(ValueError, match="options of 9 items, not of 10"):
            figures(es=Attempts(good.patterns, good.options[1:]))

    def test_patterns_of_another_form(self) -> None:
        with pytest.raises(ValueError, match="pattern of 10 answers"):
            figures(es=Attempts({(1, 0): 60}, attempts(60, 2).options))

    def test_a_source_language_that_is_not_there(self) -> None:
        with pytest.raises(KeyError, match="en"):
            examine(ITEMS, {"es": attempts(60, 2)}, "en")
