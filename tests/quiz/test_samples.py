"""How many people each figure needs."""

import pytest

from education.quiz.samples import Stage, comparison_stage, stage


@pytest.mark.parametrize(
    ("people", "allowed"),
    [
        (0, Stage.NOTHING),
        (10, Stage.NOTHING),
        (11, Stage.SHARE),
        (49, Stage.SHARE),
        (50, Stage.EARLY),
        (199, Stage.EARLY),
        (200, Stage.CLASS),
    ],
)
def test_what_one_language_allows(people: int, allowed: Stage) -> None:
    assert stage(people) is allowed


@pytest.mark.parametrize(
    ("reference", "focal", "allowed"),
    [
        (300, 200, Stage.CLASS),
        (299, 200, Stage.EARLY),
        (250, 249, Stage.EARLY),
        (9000, 199, Stage.EARLY),
        (9000, 50, Stage.EARLY),
        (9000, 49, Stage.SHARE),
        (9000, 10, Stage.NOTHING),
        (10, 9000, Stage.NOTHING),
        (199, 9000, Stage.EARLY),
    ],
)
def test_a_class_needs_200_in_the_smaller_group_and_500_together(
    reference: int, focal: int, allowed: Stage
) -> None:
    assert comparison_stage(reference, focal) is allowed
