"""What the answers to the quiz say of a text, brought to the board: the flags of a probable mistranslation.

Who may not see the statistics sees no flag, and no flag tells more than the statistics page does; a clinic that does not
count answers has none. With fewer than 200 readers (500 with those of the source language) a flag is an early signal, however
urgent its question is: most of them are noise (docs/quiz-measures.md), so the board says so and raises no alarm. A person
decides; nothing is edited by a flag.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from education.clinics import access
from education.clinics.models import Clinic, Person
from education.clinics.working import working_clinic
from education.content.models import Article
from education.quiz.reading import RUNGS
from education.quiz.report import SENTENCES
from education.quiz.signals import Flag, Sign
from education.quiz.statistics import Cell, FormStatistics, flagged, read_statistics
from education.quiz.suppression import Bound, ShownShare
from education.review.board_page import board_page
from education.review.marks import Mark, Urgency

SECONDS_KEPT = 600
"""Boards read figures that are this old at most; the statistics page reads them each time."""
VERSION = 1
"""To be raised when `Noted` changes, so that no server reads what an older one kept."""


class Noted(NamedTuple):
    """A flagged question in one language, as the cache keeps it: no more than the statistics page shows."""

    question: str
    language: str
    urgency: Urgency
    signs: tuple[Sign, ...]
    stem: str
    drawn: str
    """Letter of the option that drew most of those who were wrong; empty where that is hidden."""
    drawn_words: str
    drew: int | None
    """Percent of the readers."""
    people: int | None
    """In tens."""
    right: ShownShare | None
    right_in_source: ShownShare | None


class NotLookedAt(Exception):
    """Nobody has looked at the answers for SECONDS_KEPT."""


@require_safe
def board(request: HttpRequest, article: str) -> HttpResponse:
    """The board with the flags. Reading them anew is a request of its own, so that neither page asks for too much at once."""
    try:
        return board_page(request, article, kept_marks)
    except NotLookedAt:
        return redirect(f"{reverse('admin:look_at_answers', args=[article])}?{request.GET.urlencode()}")


@require_safe
def look_at_answers(request: HttpRequest, article: str) -> HttpResponse:
    """Read the answers, keep what they flag, and go on to the board."""
    person, clinic = request.user, working_clinic(request)
    found = get_object_or_404(Article, key=article)
    if not isinstance(person, Person) or clinic is None or not access.may_see_statistics(person, clinic):
        raise PermissionDenied
    noted = list(_noted(read_statistics(found, clinic))) if clinic.count_answers else []
    cache.set(_place(found, clinic), noted, SECONDS_KEPT)
    if cache.get(_place(found, clinic)) is None:
        # Nothing can be kept just now: the board would send us back here.
        return board_page(request, article, lambda *_asked: _marks(found, noted))
    return redirect(f"{reverse('admin:board', args=[article])}?{request.GET.urlencode()}".removesuffix("?"))


def kept_marks(person: Person, clinic: Clinic, article: Article) -> Sequence[Mark]:
    """The flags of this clinic's quiz, most urgent first: one question to the cache. Raises NotLookedAt where it has none."""
    if not clinic.count_answers or not access.may_see_statistics(person, clinic):
        return ()
    noted: list[Noted] | None = cache.get(_place(article, clinic))
    if noted is None:
        raise NotLookedAt
    return _marks(article, noted)


def urgency_of(flags: Sequence[Flag]) -> Urgency:
    if all(flag.early for flag in flags):
        return Urgency.EARLY
    return Urgency.NOW if any(flag.at_once and not flag.early for flag in flags) else Urgency.LOOK


def _place(article: Article, clinic: Clinic) -> str:
    return f"quiz-flags:{VERSION}:{article.pk}:{clinic.pk}"


def _marks(article: Article, noted: Sequence[Noted]) -> Sequence[Mark]:
    address = reverse("admin:statistics", args=[article.key])
    marks = [_mark(each, address) for each in noted]
    return sorted(marks, key=lambda mark: list(Urgency).index(mark.urgency))


def _noted(statistics: Sequence[FormStatistics]) -> Iterator[Noted]:
    sources = {id(cell): row.cells[0] for form in statistics for row in form.questions for cell in row.cells}
    for cell in flagged(statistics):
        yield _of_cell(cell, sources[id(cell)])


def _of_cell(cell: Cell, source: Cell) -> Noted:
    words, drawn = cell.wording.words if cell.wording else {}, cell.distractor or cell.shown.drawn
    return Noted(
        cell.question, cell.language.code, urgency_of(cell.flags), tuple(flag.sign for flag in cell.flags),
        words.get("stem", ""), drawn, words.get(f"option_{drawn}", "") if drawn else "", cell.shown.drew,
        cell.shown.people, cell.shown.right, source.shown.right if source.is_source else None,
    )  # fmt: skip


def _mark(noted: Noted, address: str) -> Mark:
    rung = RUNGS.get(noted.drawn)
    return Mark(
        noted.question, noted.language, noted.urgency,
        sentences=tuple(str(SENTENCES[sign]) for sign in noted.signs),
        wording=noted.stem, drawn=noted.drawn_words or (str(rung.label) if rung else ""),
        drawn_is_worded=bool(noted.drawn_words), figures=tuple(_figures(noted)), address=address,
    )  # fmt: skip


def _figures(noted: Noted) -> Iterator[tuple[str, str]]:
    yield _("right in this language"), _share(noted.right)
    yield _("right in the source language"), _share(noted.right_in_source)
    if noted.drawn and noted.drew is not None:
        yield (
            _("chose option %(option)s") % {"option": noted.drawn.upper()},
            _("%(percent)s %%") % {"percent": noted.drew},
        )
    if noted.people:
        yield _("readers, in tens"), str(noted.people)


def _share(share: ShownShare | None) -> str:
    if share is None:
        return _("hidden")
    sentence = {Bound.AT_LEAST: _("at least %(percent)s %%"), Bound.AT_MOST: _("at most %(percent)s %%")}
    about = _("about %(percent)s %%") if share.tens else _("%(percent)s %%")
    return sentence.get(share.bound, about) % {"percent": share.percent}
