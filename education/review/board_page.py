"""The staff page of the board: one article, units down, languages across. Filters stand in the query string."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from education.clinics import access
from education.clinics.models import Clinic, Person
from education.content.models import KINDS, Article, Weight
from education.review.board import DAYS_AHEAD, Board, Cell, Pile, Row, board_of, states_waiting_for
from education.review.states import State
from education.review.workbench import Desk, desks_of
from education.text.languages import BY_CODE, SOURCE, Language

Wanted = Callable[[Cell], bool]


class BoardFilter(forms.Form):
    """What to show. Anything unknown in the address counts as nothing chosen."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *State.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    weight = forms.ChoiceField(label=_("Weight"), required=False, choices=[("", _("all")), *Weight.choices])
    language = forms.ChoiceField(label=_("Language"), required=False)
    review = forms.ChoiceField(
        label=_("Next review"), required=False,
        choices=[("", _("all")), ("due", _("due or overdue")), ("overdue", _("overdue"))],
    )  # fmt: skip
    mine = forms.BooleanField(label=_("Waits for me"), required=False)

    def __init__(self, request: HttpRequest, languages: Sequence[str]) -> None:
        super().__init__(request.GET, auto_id="show-%s")
        kinds = [(kind, model._meta.verbose_name) for kind, model in KINDS.items()]
        own_names = [(code, BY_CODE[code].own_name) for code in languages]
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("all")), *own_names]  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.values())

    def languages(self, offered: Sequence[str]) -> list[str]:
        return [self.cleaned_data["language"]] if self.cleaned_data.get("language") else list(offered)

    def has_row(self, row: Row) -> bool:
        asked = self.cleaned_data
        return asked.get("kind") in ("", None, row.kind) and asked.get("weight") in ("", None, row.weight)

    def cell_tests(self, person: Person, languages: Sequence[str]) -> list[Wanted]:
        asked, tests = self.cleaned_data, list[Wanted]()
        if asked.get("state"):
            tests.append(lambda cell: cell.state == asked["state"])
        if asked.get("review"):
            kinds = {"overdue"} if asked["review"] == "overdue" else {"due", "overdue"}
            tests.append(lambda cell: cell.review in kinds)
        if asked.get("mine"):
            mine = {code: states_waiting_for(person, code) for code in languages}
            tests.append(lambda cell: cell.waits_for(person, mine[cell.language]))
        return tests


@dataclass(frozen=True)
class Column:
    """One language of the board: how far it is, and whether this person may open its texts."""

    language: Language
    counts: list[tuple[State, int]]
    signed: int
    total: int
    due: int
    overdue: int
    is_open: bool


@dataclass(frozen=True)
class Line:
    """One unit on the page, its cells ready; those that the filter leaves out are empty."""

    row: Row
    kind: str
    cells: SafeString


class Faces(dict[tuple[State, str, bool], str]):
    """How a cell looks, by state, review and whether it is a link. Each look is printed once, with a mark for the address:
    a template that prints 12,000 cells one by one takes a second.
    """

    ADDRESS = "\x00"

    def __missing__(self, look: tuple[State, str, bool]) -> str:
        state, review, is_open = look
        named = {"state": state, "review": review, "is_open": is_open, "address": self.ADDRESS}
        self[look] = render_to_string("staff/_cell.html", named).strip()
        return self[look]

    def cell(self, cell: Cell | None, key: str, *, is_open: bool) -> str:
        if cell is None:
            return "<td>"
        return self[cell.state, cell.review, is_open].replace(self.ADDRESS, f"{cell.language}/{key}/")


@require_safe
def board_page(request: HttpRequest, article: str) -> HttpResponse:
    """Anybody of the staff may look; links lead to the languages that are open to this person."""
    person = request.user
    clinic = Clinic.objects.current()
    if not isinstance(person, Person) or not access.may_enter(person):
        raise PermissionDenied
    found = get_object_or_404(Article, key=article)
    offered = _languages(clinic)
    board = board_of(found, offered, timezone.localdate())
    form = BoardFilter(request, offered)
    open_here = set(access.languages_open_to(person))
    shown = form.languages(offered)
    context = {
        **admin.site.each_context(request),
        "title": _("Board"), "article": found, "board": board, "form": form, "state_names": State, "days": DAYS_AHEAD,
        "columns": [_column(board, code, is_open=code in open_here) for code in offered],
        "heads": [(BY_CODE[code], code in open_here) for code in shown],
        "lines": _lines(board, form, person, shown, open_here), "source_language": BY_CODE[SOURCE],
        "piles": _piles(board, clinic, person), "me": person,
    }  # fmt: skip
    return render(request, "staff/board.html", context)


@dataclass(frozen=True)
class Today:
    """What waits for one person in one article."""

    article: Article
    pile: Pile
    desks: list[Desk]


def today_of(person: Person) -> dict[str, object]:
    """What the first page of the staff area tells a person."""
    languages = _languages(Clinic.objects.current())
    desks = desks_of(person)
    return {
        "days": DAYS_AHEAD,
        "may_manage": access.may_manage(person),
        "todays": [
            Today(
                article,
                board_of(article, languages, timezone.localdate()).pile_of(person),
                [desk for desk in desks if desk.article == article],
            )
            for article in Article.objects.order_by("key")
        ],
    }


def _languages(clinic: Clinic | None) -> list[str]:
    """The source first, then the clinic's languages in its own order."""
    return [SOURCE, *(code for code in clinic.offered if code != SOURCE)] if clinic else [SOURCE]


def _column(board: Board, code: str, *, is_open: bool) -> Column:
    states, reviews = board.states[code], board.reviews[code]
    counts = [(one, states[one]) for one in State]
    return Column(
        BY_CODE[code], counts, states[State.SIGNED], len(board.rows), reviews["due"], reviews["overdue"], is_open
    )  # fmt: skip


def _lines(
    board: Board, form: BoardFilter, person: Person, shown: Sequence[str], open_here: set[str]
) -> list[Line]:
    tests, wanted, faces = form.cell_tests(person, shown), set(shown), Faces()
    labels = {kind: str(model._meta.verbose_name) for kind, model in KINDS.items()}
    lines = []
    for row in filter(form.has_row, board.rows):
        cells = [cell for cell in row.cells if cell.language in wanted]
        fits = [all(test(cell) for test in tests) for cell in cells]
        if any(fits):
            html = [
                faces.cell(cell if fit else None, row.key, is_open=cell.language in open_here)
                for cell, fit in zip(cells, fits, strict=True)
            ]
            # Our own template, and keys that are slugs.
            lines.append(Line(row, labels.get(row.kind, row.kind), mark_safe("".join(html))))  # noqa: S308
    return lines


def _piles(board: Board, clinic: Clinic | None, me: Person) -> list[Pile]:
    """What waits for whom: the person who looks first, then whoever has most to do."""
    people = (
        Person.objects.filter(memberships__clinic=clinic, is_active=True)
        .distinct()
        .order_by("pk")
        .prefetch_related("memberships")
    )
    piles = [board.pile_of(person) for person in people]
    return sorted((pile for pile in piles if pile.total), key=lambda pile: (pile.person != me, -pile.total))
