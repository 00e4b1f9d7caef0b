"""The statistics page and its table as CSV, for managers and reviewers. They show what `statistics` lets through, no more."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from education.clinics import access
from education.clinics.models import Clinic, Person
from education.clinics.working import working_clinic
from education.content.models import Article
from education.quiz.charts import difficulty_plot, week_plot
from education.quiz.reading import RUNGS
from education.quiz.signals import Sign
from education.quiz.statistics import Cell, FormStatistics, flagged, read_statistics
from education.quiz.suppression import Bound, ShownShare
from education.text.languages import BY_CODE, SOURCE

RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")
SIGNS = {Bound.ABOUT: "", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most "}
HEADINGS = [
    "form", "question", "critical", "language", "people (in tens)", "right %", "right % from", "right % to",
    "chose a %", "chose b %", "chose c %", "not sure %", "most drawn by", "item-rest", "delta", "class", "flags",
]  # fmt: skip
SENTENCES = {
    Sign.FEWER_RIGHT: gettext_lazy(
        "At least 15 percentage points fewer were right than in the source language."
    ),
    Sign.HARDER: gettext_lazy("Harder than in the source language for people who know equally much."),
    Sign.EASIER: gettext_lazy("Easier than in the source language for people who know equally much."),
    Sign.DISTRACTOR: gettext_lazy("One wrong option draws most errors in this language, and in no other."),
    Sign.UNSURE: gettext_lazy("“I am not sure” is chosen at least twice as often as in the source language."),
    Sign.WEAK: gettext_lazy("The question does not go with the rest of the quiz in this language."),
}


@dataclass(frozen=True)
class Look:
    """A question in a language that a person should look at, and why."""

    cell: Cell
    sentences: list[str]
    drawn_by: str
    """Words of the option that drew readers away."""
    is_worded: bool
    """Whether these are the question's own words; else the name of a care level."""
    is_open: bool
    """Whether this person may open the question in this language."""


@require_safe
def statistics_page(request: HttpRequest, article: str) -> HttpResponse:
    person, clinic, found = _open(request, article)
    statistics = read_statistics(found, clinic)
    context = {
        **admin.site.each_context(request),
        "title": _("What the answers tell"),
        "article": found,
        "source_language": BY_CODE[SOURCE],
        "language": BY_CODE[SOURCE],
        "clinic": clinic,
        "looks": [_look(cell, person) for cell in flagged(statistics)],
        "may_manage": access.may_manage(person, clinic),
        "forms": [_drawn(form) for form in statistics],
    }
    return render(request, "staff/statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest, article: str) -> HttpResponse:
    """The same figures, hidden in the same way, in a file that no spreadsheet takes for a program."""
    _person, clinic, found = _open(request, article)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.key}-statistics.csv"'},
    )
    # Without the mark some spreadsheets take the file for another encoding.
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow(HEADINGS)
    rows.writerows([harmless(cell) for cell in row] for row in _rows(read_statistics(found, clinic)))
    return response


def harmless(cell: object) -> str:
    """A cell that is text to every spreadsheet. What begins like a formula is led by an apostrophe (CWE-1236)."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(RUNS_IN_A_SPREADSHEET) else text


def _open(request: HttpRequest, key: str) -> tuple[Person, Clinic, Article]:
    person, clinic = request.user, working_clinic(request)
    if not isinstance(person, Person) or clinic is None or not access.may_see_statistics(person, clinic):
        raise PermissionDenied
    return person, clinic, get_object_or_404(Article, key=key)


def _look(cell: Cell, person: Person) -> Look:
    words = cell.wording.words if cell.wording else {}
    words_drawn = words.get(f"option_{cell.distractor}", "") if cell.distractor else ""
    rung = RUNGS.get(cell.distractor)
    return Look(
        cell,
        [
            str(SENTENCES[flag.sign]) + (f" ({_('early signal')})" if flag.early else "")
            for flag in cell.flags
        ],
        words_drawn or (str(rung.label) if rung else ""),
        is_worded=bool(words_drawn),
        is_open=cell.language.code in access.languages_open_to(person),
    )


def _drawn(form: FormStatistics) -> dict[str, Any]:
    return {
        "form": form.form,
        "languages": form.languages,
        "questions": [(row, difficulty_plot(row)) for row in form.questions],
        "weeks": week_plot(form.weeks),
    }


def _rows(statistics: list[FormStatistics]) -> Iterator[list[object]]:
    for form in statistics:
        for row in form.questions:
            for cell in row.cells:
                yield [form.form.value, row.key, "yes" if row.critical else "no", *_figures(cell)]


def _figures(cell: Cell) -> list[object]:
    shown, figures = cell.shown, cell.figures
    interval = shown.interval
    functioning = figures.functioning if figures else None
    return [
        cell.language.code,
        shown.people or ("fewer than 11" if shown.few else "11 to 49"),
        _share(shown.right),
        interval and interval.low,
        interval and interval.high,
        *(shown.options.get(option) for option in "abcd"),
        shown.drawn,
        _decimals(figures.item_rest if figures else None),
        _decimals(functioning.delta if functioning else None),
        figures.size.value if figures and figures.size else "",
        " ".join(flag.sign.value for flag in cell.flags),
    ]


def _share(share: ShownShare | None) -> str:
    if share is None:
        return ""
    return f"{SIGNS[share.bound]}{'about ' if share.tens and not SIGNS[share.bound] else ''}{share.percent}"


def _decimals(figure: float | None) -> str:
    return "" if figure is None else f"{figure:z.2f}"
