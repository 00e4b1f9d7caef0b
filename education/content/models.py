"""The nouns of the article: units of words, each with facts that hold in every language.

A unit is the smallest thing that is translated and signed as a whole. Its facts (weight, urgency, place) are the same in
all languages; its words lie in one set of columns for each language, which are the *desk* of the editors. The tables stand
in `articles`, `unit`, `kinds` and `questions`; everybody else takes them from here.
"""

from collections.abc import Mapping

from education.content.articles import Article, Citation
from education.content.facts import Answer, Placement, Severity, Urgency, Weight
from education.content.kinds import CareLevel, RedFlag, Section, Term
from education.content.questions import Question
from education.content.unit import Unit

__all__ = [
    "ARTICLE_KINDS", "KINDS", "Answer", "Article", "CareLevel", "Citation", "Placement", "Question", "RedFlag", "Section",
    "Severity", "Term", "Unit", "Urgency", "Weight",
]  # fmt: skip

KINDS: Mapping[str, type[Unit]] = {kind.KIND: kind for kind in (Section, CareLevel, RedFlag, Term, Question)}
ARTICLE_KINDS: Mapping[str, type[Unit]] = {name: kind for name, kind in KINDS.items() if kind.IN_ARTICLE}
"""What stands on the page of the article."""
