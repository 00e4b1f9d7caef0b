"""The measures of the quiz in one place, for those who use them. Each formula is in its own topic's module, with its source.

Plain values in, plain values out: no tables, no clock, no chance. `examine` gives every figure of a form in all languages,
`all_flags` what a person should look at, `shown_…` what of the counts may leave the house.
"""

from education.quiz.crosstables import ShownTable, shown_table
from education.quiz.figures import Attempts, Choices, Item, ItemFigures, LanguageFigures, examine
from education.quiz.functioning import MantelHaenszel, Size, Stratum, chi_square_p, ets_size, mantel_haenszel
from education.quiz.matching import Comparison, compare, compare_at, merge_thin, strata
from education.quiz.multiplicity import benjamini_hochberg, holm
from education.quiz.patterns import Patterns, Responses, ScoreTable, tabulate
from education.quiz.proportions import Interval, wilson
from education.quiz.reliability import (
    difficulty,
    item_rest,
    item_total,
    kr20,
    kuder_richardson,
    point_biserial,
    score_variance,
)
from education.quiz.samples import Stage, comparison_stage, stage
from education.quiz.signals import Flag, Sign, all_flags, flags
from education.quiz.suppression import Bound, ShownRow, ShownShare, rare, shown_row, shown_share

__all__ = [
    "Attempts",
    "Bound",
    "Choices",
    "Comparison",
    "Flag",
    "Interval",
    "Item",
    "ItemFigures",
    "LanguageFigures",
    "MantelHaenszel",
    "Patterns",
    "Responses",
    "ScoreTable",
    "ShownRow",
    "ShownShare",
    "ShownTable",
    "Sign",
    "Size",
    "Stage",
    "Stratum",
    "all_flags",
    "benjamini_hochberg",
    "chi_square_p",
    "compare",
    "compare_at",
    "comparison_stage",
    "difficulty",
    "ets_size",
    "examine",
    "flags",
    "holm",
    "item_rest",
    "item_total",
    "kr20",
    "kuder_richardson",
    "mantel_haenszel",
    "merge_thin",
    "point_biserial",
    "rare",
    "score_variance",
    "shown_row",
    "shown_share",
    "shown_table",
    "stage",
    "strata",
    "tabulate",
    "wilson",
]
