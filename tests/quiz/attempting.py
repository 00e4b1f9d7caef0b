"""A small quiz whose answers can be counted, and people who answer it as told."""

import secrets
import time
from collections.abc import Iterable, Mapping
from datetime import date

from education.clinics.models import Clinic
from education.content.models import Answer, Article, Question, Severity
from education.quiz.attempts import record_attempt
from education.quiz.models import Attempt, Paper
from education.quiz.papers import paper_row
from education.review.actions import write
from education.review.models import Maker, Origin, Revision
from tests.making import make_article, make_clinic

KEYS = ("quiz-numb", "quiz-pee", "quiz-foot", "quiz-scan", "quiz-move", "quiz-fever")
"""In run order; the first two are critical. The right answer is always a."""
THIS_WEEK = date(2026, 11, 18)


def make_quiz(languages: Iterable[str] = ("en", "es", "ar")) -> tuple[Clinic, Article]:
    """A counting clinic and an article with six questions, worded in these languages."""
    clinic, article = make_clinic(show_unsigned=True), make_article()
    Clinic.objects.update(count_answers=True)
    for place, key in enumerate(KEYS):
        question = Question.objects.create(
            article=article, key=key, kind="question", ladder=False, answer=Answer.A, run_position=place,
            severity=Severity.CRITICAL if place < 2 else Severity.STANDARD, short_position=place if place < 3 else None,
        )  # fmt: skip
        for language in languages:
            reword(question, language, f"{key} in {language}?")
    clinic.refresh_from_db()
    return clinic, article


def reword(question: Question, language: str, stem: str) -> Revision:
    words = {f"feedback_{letter}": "Because." for letter in "abcd"}
    words |= {f"option_{letter}": f"Option {letter} in {language}" for letter in "abc"}
    now = Question.objects.get(pk=question.pk).print_of(language)
    words |= {"stem": stem, "why": "Because."}
    return write(question, language, words, by=None, seen=now, origin=Origin.SHIPPED, maker=Maker.COMPUTER)


def revisions(language: str, keys: Iterable[str] = KEYS) -> dict[str, int]:
    newest = Revision.objects.filter(language=language).order_by("pk").values_list("unit__key", "pk")
    return {key: dict(newest)[key] for key in keys}


def record(
    clinic: Clinic,
    answers: str,
    language: str = "en",
    *,
    run: str = "",
    form: str = "full",
    started: int | None = None,
) -> bool:
    """One person; `answers` a letter for each question, `run` the run's number, `started` now if left out."""
    given = dict(zip(KEYS, answers, strict=False))
    return record_attempt(
        clinic=clinic, language=language, form=form, answers=given, revisions=revisions(language, given),
        counted=run or secrets.token_hex(), started=started if started is not None else int(time.time()),
    )  # fmt: skip


def people(
    clinic: Clinic,
    number: int,
    answers: str,
    language: str = "en",
    *,
    week: date = THIS_WEEK,
    words: Mapping[str, int] | None = None,
) -> None:
    """Many who answered alike in one week, laid straight into the table; `words` the revisions that they were shown."""
    if not words and not Paper.objects.filter(language=language, form="full").exists():
        record(clinic, answers, language)
        Attempt.objects.filter(paper__language=language).delete()
    paper = (
        paper_of(language, words)
        if words
        else Paper.objects.filter(language=language, form="full").latest("pk")
    )
    iso = week.isocalendar()
    Attempt.objects.bulk_create(
        Attempt(
            id=secrets.randbits(63), clinic=clinic, paper=paper, year=iso.year, week=iso.week, answers=answers
        )
        for _person in range(number)
    )


def paper_of(language: str, words: Mapping[str, int]) -> Paper:
    """The full form with these revisions."""
    number = paper_row(language, "full", tuple(words), tuple(words.values()))[0]
    asked = {"questions": [*words], "revisions": [*words.values()]}
    return Paper.objects.get_or_create(pk=number, defaults={"language": language, "form": "full", **asked})[0]
