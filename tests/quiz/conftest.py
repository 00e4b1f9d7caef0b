"""The shipped quiz for tests that only read, and a small one of two questions for those that change something."""

import pytest

from education.content.models import Article, CareLevel, Question, RedFlag, Severity, Unit, Urgency, Weight
from tests.making import make_article, make_care_level, make_red_flag, put
from tests.pages.conftest import client, shipped

__all__ = ["client", "shipped"]

WORDS = {
    "stem": "Ana is numb. What should she do?", "why": "Nerves may be squeezed.", "feedback_a": "Yes. Now.",
    "feedback_b": "Too slow. Now.", "feedback_c": "Too slow. Now.", "feedback_d": "Good to be honest. Now.",
}  # fmt: skip


def make_question(
    article: Article, key: str = "quiz-numb", *, answer: str = "a", severity: str = Severity.CRITICAL, ladder: bool = True,
    sign: RedFlag | None = None,
) -> Question:  # fmt: skip
    place = Question.objects.filter(article=article).count() + 1
    question = Question.objects.create(
        article=article, key=key, kind="question", answer=answer, severity=severity, ladder=ladder,
        weight=Weight.SAFETY if severity == Severity.CRITICAL else Weight.ORDINARY,
        position=Unit.objects.filter(article=article).count(), run_position=place, short_position=place,
    )  # fmt: skip
    if sign:
        question.signs.add(sign)
    return question


@pytest.fixture
def article() -> Article:
    return make_article()


@pytest.fixture
def levels(article: Article) -> list[CareLevel]:
    """The ladder and a sign, in English, Spanish and Arabic."""
    levels = [make_care_level(article, urgency) for urgency in Urgency.values]
    for level in levels:
        for language in ("en", "es", "ar"):
            number = "Call {emergency_number}."
            put(level, language, name=f"{level.urgency} {language}", action=number)
    return levels


@pytest.fixture
def sign(article: Article, levels: list[CareLevel]) -> RedFlag:
    sign = make_red_flag(article)
    for language, words in {"en": "Numb skin", "es": "Piel dormida", "ar": "خدر"}.items():
        put(sign, language, sign=words)
    return sign


@pytest.fixture
def numb(article: Article, sign: RedFlag) -> Question:
    question = make_question(article, sign=sign)
    for language in ("en", "es", "ar"):
        put(question, language, by=None, **{field: f"{text} {language}" for field, text in WORDS.items()})
    return question


@pytest.fixture
def mild(article: Article, numb: Question) -> Question:
    question = make_question(article, "quiz-mild", answer="c", severity=Severity.STANDARD, ladder=False)
    options = {"option_a": "Bed.", "option_b": "Belt.", "option_c": "Moving."}
    for language in ("en", "es", "ar"):
        put(
            question,
            language,
            by=None,
            **{field: f"{text} {language}" for field, text in (WORDS | options).items()},
        )
    return question
