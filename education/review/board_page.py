"""The staff page of the board: one article, units down, languages across. Filters stand in the query string."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from education.clinics import access
from education.clinics.models import Clinic, Membership, Person
from education.clinics.working import working_clinic
from education.content.models import KINDS, Article
from education.review.board import DAYS_AHEAD, Board, Pile, Row, board_of
from education.review.board_cells import Faces
from education.review.board_filter import BoardFilter, Look
from education.review.board_findings import TEXTS_A_LOOK, TEXTS_A_PRESS, BoardFindings, findings_of_board
from education.review.marks import Mark, MarksOf, no_marks
from education.review.states import State
from education.text.languages import BY_CODE, SOURCE, Language


@dataclass
class Column:
    """One language of the board: how far it is, and whether this person may open its texts."""

    language: Language
    counts: list[tuple[State, int]]
    signed: int
    total: int
    due: int
    overdue: int
    is_open: bool
    blocking: int = 0
    advisory: int = 0
    unchecked: int = 0


@dataclass(frozen=True)
class Line:
    """One unit on the page, its cells ready; those that the filter leaves out are empty."""

    row: Row
    kind: str
    cells: SafeString


@require_safe
def board_page(request: HttpRequest, article: str, marks_of: MarksOf = no_marks) -> HttpResponse:
    """Anybody of the staff may look; links lead to the languages that are open to this person."""
    person = request.user
    clinic = working_clinic(request)
    if not isinstance(person, Person) or not access.may_enter(person):
        raise PermissionDenied
    found = get_object_or_404(Article, key=article)
    marks = {(mark.key, mark.language): mark for mark in (marks_of(person, clinic, found) if clinic else ())}
    offered = _languages(clinic)
    board = board_of(found, offered, timezone.localdate())
    open_here = access.languages_open_to(person)
    at_most = TEXTS_A_PRESS if "check" in request.GET else TEXTS_A_LOOK
    judged = findings_of_board(board, at_most=at_most, first=open_here)
    form = BoardFilter(request, offered, has_marks=bool(marks))
    shown = form.languages(offered)
    looks = [(row, _looks(row, judged, marks)) for row in board.rows]
    context = {
        **admin.site.each_context(request),
        "title": _("Board"), "article": found, "board": board, "form": form, "state_names": State, "days": DAYS_AHEAD,
        "columns": _columns(board, looks, open_here), "heads": [(BY_CODE[code], code in open_here) for code in shown],
        "lines": _lines(looks, form, person, shown, open_here), "source_language": BY_CODE[SOURCE],
        "marks": [(mark, BY_CODE[mark.language], mark.language in open_here) for mark in marks.values()],
        "unchecked": judged.unchecked, "a_press": min(TEXTS_A_PRESS, judged.unchecked),
        "piles": _piles(board, clinic, person), "me": person, "translates": bool({*open_here} - {SOURCE}),
    }  # fmt: skip
    return render(request, "staff/board.html", context)


def _languages(clinic: Clinic | None) -> list[str]:
    """The source first, then the clinic's languages in its own order."""
    return [SOURCE, *(code for code in clinic.offered if code != SOURCE)] if clinic else [SOURCE]


def _looks(row: Row, judged: BoardFindings, marks: Mapping[tuple[str, str], Mark]) -> list[Look]:
    places = ((row.key, cell.language) for cell in row.cells)
    return [
        Look(cell, judged.tallies.get(place), marks.get(place))
        for cell, place in zip(row.cells, places, strict=True)
    ]


def _columns(board: Board, looks: Sequence[tuple[Row, list[Look]]], open_here: Sequence[str]) -> list[Column]:
    columns = [_column(board, code, is_open=code in open_here) for code in board.languages]
    for _row, of_row in looks:
        for column, look in zip(columns, of_row, strict=True):
            if look.tally:
                column.blocking += look.tally.blocking
                column.advisory += look.tally.advisory
            column.unchecked += look.is_unchecked
    return columns


def _column(board: Board, code: str, *, is_open: bool) -> Column:
    states, reviews = board.states[code], board.reviews[code]
    counts = [(one, states[one]) for one in State]
    return Column(
        BY_CODE[code], counts, states[State.SIGNED], len(board.rows), reviews["due"], reviews["overdue"], is_open
    )  # fmt: skip


def _lines(
    looks: Sequence[tuple[Row, list[Look]]], form: BoardFilter, person: Person, shown: Sequence[str],
    open_here: Sequence[str],
) -> list[Line]:  # fmt: skip
    tests, faces = form.tests(person, shown), Faces(open_here)
    labels = {kind: str(model._meta.verbose_name) for kind, model in KINDS.items()}
    lines = []
    for row, of_row in looks:
        if not form.has_row(row):
            continue
        wanted = [look for look in of_row if look.cell.language in shown]
        fits = [all(test(look) for test in tests) for look in wanted]
        if any(fits):
            html = [
                faces.cell(look if fit else None, row.key) for look, fit in zip(wanted, fits, strict=True)
            ]
            # Our own template, and keys that are slugs.
            lines.append(Line(row, labels.get(row.kind, row.kind), mark_safe("".join(html))))  # noqa: S308
    return lines


def _piles(board: Board, clinic: Clinic | None, me: Person) -> list[Pile]:
    """What waits for whom: the person who looks first, then whoever has most to do."""
    piles = [board.pile_of(person) for person in _people(clinic)]
    return sorted((pile for pile in piles if pile.total), key=lambda pile: (pile.person != me, -pile.total))


def _people(clinic: Clinic | None) -> Iterable[Person]:
    """Who works at the clinic, each with all roles read, also those at other clinics. One query."""
    here = Membership.objects.filter(clinic=clinic, person__is_active=True).values("person")
    held = Membership.objects.filter(person__in=here).select_related("person").order_by("person", "pk")
    for _pk, roles in groupby(held, key=lambda membership: membership.person_id):
        memberships = list(roles)
        person = memberships[0].person
        person.roles = memberships
        yield person
