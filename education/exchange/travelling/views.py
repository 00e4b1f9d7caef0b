"""The staff pages “words for translators”: files to send, a file that came back with the report on it, and its confirmation."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Article
from education.exchange.travelling import po, xliff
from education.exchange.travelling.actions import bring_in
from education.exchange.travelling.carrying import carried, carry
from education.exchange.travelling.entries import FileRefused
from education.exchange.travelling.forms import ReturnedForm
from education.exchange.travelling.judging import Outcome, Verdict, judge
from education.exchange.travelling.leaving import UNFINISHED, parcel_of
from education.exchange.travelling.remarks import remarks_on
from education.review.board import Board, board_of
from education.review.board_findings import TEXTS_A_PRESS
from education.review.refusals import Refused
from education.review.states import State
from education.text.languages import BY_CODE, SOURCE, Language

WRITERS = {"po": po.written, "xlf": xliff.written}
KINDS = {"po": "text/x-gettext-translation; charset=utf-8", "xlf": "application/xliff+xml; charset=utf-8"}
PARTS: dict[str, frozenset[State]] = {"all": frozenset(), "unfinished": UNFINISHED}
"""First part of a file's name → states of the texts in it; none: all."""
MOST_SAID = 5
"""Refusals that are told one by one after a confirmation."""


@dataclass(frozen=True)
class Line:
    """One language with its files."""

    language: Language
    total: int
    missing: int
    outdated: int

    @property
    def unfinished(self) -> int:
        return self.missing + self.outdated


@require_safe
def translators_page(request: HttpRequest, article: str) -> HttpResponse:
    """Files to send, and the form for one that came back."""
    _person, found, languages = _asked(request, article)
    return _page(request, found, languages, ReturnedForm(languages))


@require_safe
def words_file(request: HttpRequest, article: str, language: str, name: str) -> HttpResponse:
    """A file of words: “all.po”, “unfinished.xlf” …"""
    _person, found, languages = _asked(request, article)
    part, _dot, ending = name.partition(".")
    if language not in BY_CODE or part not in PARTS or ending not in WRITERS:
        raise Http404
    if language not in languages:
        raise PermissionDenied
    parcel = parcel_of(found, language, PARTS[part])
    try:
        body = WRITERS[ending](parcel)
    except FileRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:translators", args=[article]))
    day = timezone.localdate().isoformat()
    given = f'attachment; filename="{article}-{language}-{part}-{day}.{ending}"'
    return HttpResponse(body, content_type=KINDS[ending], headers={"Content-Disposition": given})


@require_http_methods(["GET", "HEAD", "POST"])
def returned_page(request: HttpRequest, article: str) -> HttpResponse:
    """POST of a file: the report on it, with nothing written. POST of a report: it is written."""
    person, found, languages = _asked(request, article)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:translators", args=[article]))
    if "carried" in request.POST:
        _confirm(request, found, person)
        return HttpResponseRedirect(reverse("admin:translators", args=[article]))
    form = ReturnedForm(languages, request.POST, request.FILES)
    if form.is_valid():
        try:
            return _report(request, found, person, form.cleaned_data)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    return _page(request, found, languages, form)


def _asked(request: HttpRequest, article: str) -> tuple[Person, Article, list[str]]:
    """Who asks, for which article, and the languages that this person translates into."""
    person = request.user
    if not isinstance(person, Person):
        raise PermissionDenied
    languages = [code for code in BY_CODE if code != SOURCE and access.may_write(person, code)]
    if not languages:
        raise PermissionDenied
    return person, get_object_or_404(Article, key=article), languages


def _page(request: HttpRequest, article: Article, languages: list[str], form: ReturnedForm) -> HttpResponse:
    board = board_of(article, languages, timezone.localdate())
    lines = [_line(code, board) for code in languages]
    context = {
        **_frame(request, article), "title": _("Words for translators"), "lines": lines, "form": form,
        "wrong": [form] if form.errors else [],
    }  # fmt: skip
    return render(request, "staff/translators.html", context)


def _line(code: str, board: Board) -> Line:
    states = board.states[code]
    return Line(BY_CODE[code], len(board.rows), states[State.MISSING], states[State.OUTDATED])


def _frame(request: HttpRequest, article: Article) -> dict[str, Any]:
    return {**admin.site.each_context(request), "article": article}


def _report(request: HttpRequest, article: Article, person: Person, given: dict[str, Any]) -> HttpResponse:
    parcel, language = given["parcel"], given["language"]
    verdicts = judge(article, language, parcel, {})
    remarks = remarks_on(article, language, verdicts, at_most=TEXTS_A_PRESS)
    moved = remarks.beside(one for one in verdicts if one.moved)
    groups = {
        outcome: remarks.beside(one for one in verdicts if one.outcome == outcome and not one.moved)
        for outcome in Outcome
    }
    context = {
        **_frame(request, article), "title": _("What is in the file"), "language": BY_CODE[language],
        "agency": given["agency"], "moved": moved, "obsolete": parcel.obsolete, "total": len(verdicts),
        "counts": [(outcome.label, len(group)) for outcome, group in groups.items()],
        "groups": [(outcome.label, group) for outcome, group in groups.items() if group and outcome != Outcome.SAME],
        "taken": sum(one.is_taken for one in verdicts), "remarks": remarks,
        "carried": carry(article, language, given["agency"], parcel, verdicts, person),
    }  # fmt: skip
    return render(request, "staff/translators_report.html", context)


def _confirm(request: HttpRequest, article: Article, person: Person) -> None:
    try:
        kept = carried(request.POST["carried"], article, person)
        agreed = kept.newer if "replace" in request.POST else {}
        verdicts = bring_in(article, kept.language, kept.parcel, by=person, agency=kept.agency, agreed=agreed)
    except access.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    _say(request, verdicts)


def _say(request: HttpRequest, verdicts: list[Verdict]) -> None:
    taken = sum(one.is_taken for one in verdicts)
    if taken:
        told = ngettext(
            "%(count)s text is saved. Readers see it once it is signed.",
            "%(count)s texts are saved. Readers see them once they are signed.",
            taken,
        )
        messages.success(request, told % {"count": taken})
    else:
        messages.info(request, _("Nothing was changed."))
    refused = [one for one in verdicts if one.outcome == Outcome.REFUSED]
    for one in refused[:MOST_SAID]:
        messages.warning(request, f"{one.heading.text}: {' '.join(one.sentences)}")
    if more := len(refused[MOST_SAID:]):
        told = ngettext("%(count)s more text was not saved.", "%(count)s more texts were not saved.", more)
        messages.warning(request, told % {"count": more})
