"""The public record: every edition of a page by number, each as it read then, so that what a patient saw can be shown again.

Around an old edition stand the emergency strip and the foot of today: nobody shall act on old numbers or old signs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from education.content.models import Unit
from education.publishing.known import article_here, clinic_here
from education.publishing.notices import signature
from education.publishing.passages import Notice
from education.publishing.reading import Reading, arranged, read_shelf
from education.publishing.rows import Approved, approved
from education.publishing.rule import Choice, Mark, NoticeKind
from education.publishing.shelf import Shelf, shelf_of
from education.publishing.stock import stock_of
from education.publishing.views import in_language, page_context
from education.review.models import Approval, Edition

Withdrawn = Mapping[tuple[int, str], date]
"""(unit id, print of its words) → day on which a later edition withdrew these words."""


@dataclass(frozen=True)
class Row:
    """One edition in the list."""

    edition: Edition
    is_newest: bool
    withdraws: bool
    signature: str


@in_language
def edition_list(request: HttpRequest, language: str, article: str) -> HttpResponse:
    """Every edition of a page, newest first, with who signed it and when."""
    shelf, current = _published(request, language, article)
    editions = _editions(shelf)
    rows = [
        Row(edition, edition == editions[0], not edition.reading, signature(edition)) for edition in editions
    ]
    address = reverse("editions", args=[language, article])
    return _unindexed(request, "public/editions.html", current, address, {"rows": rows})


@in_language
def edition_page(request: HttpRequest, language: str, article: str, number: int) -> HttpResponse:
    """The page as it read when this edition was the newest, marked as what it is today."""
    shelf, current = _published(request, language, article)
    editions = _editions(shelf)
    edition = next((edition for edition in editions if edition.number == number), None)
    if edition is None:
        raise Http404
    then = read_edition(shelf, edition, newest=editions[0])
    address = reverse("edition", args=[language, article, number])
    context = {
        "then": then, "edition": edition, "is_newest": edition == editions[0], "signature": signature(edition),
    }  # fmt: skip
    return _unindexed(request, "public/edition.html", replace(current, record=then.record), address, context)


def read_edition(shelf: Shelf, edition: Edition, *, newest: Edition) -> Reading:
    """For each unit the newest signature up to this edition: signed words only, in this language only."""
    language, number = edition.language, edition.number
    approvals = approved(edition.article, language, up_to=number)
    then = replace(shelf, approvals=approvals, allow_unsigned=False)
    withdrawn = _withdrawn_since(edition)
    choices = {unit.key: _choice(unit, approvals.get((unit.id, language)), withdrawn) for unit in shelf.units}
    reading = arranged(then, choices)
    marks = {mark.kind for choice in choices.values() for mark in choice.marks}
    said = _said(is_newest=edition == newest, holds_withdrawn=NoticeKind.WITHDRAWN in marks)
    return replace(reading, notices=(*said, *reading.notices))


def _choice(unit: Unit, approval: Approved | None, withdrawn: Withdrawn) -> Choice:
    if approval is None:
        return Choice()
    if approval.withdrawn:
        return Choice(marks=(Mark(NoticeKind.WITHDRAWN, _day(approval.edition)),))
    day = withdrawn.get((unit.id, approval.revision.fingerprint))
    return Choice(approval.revision.words, marks=(Mark(NoticeKind.WITHDRAWN, day),) if day else ())


def _withdrawn_since(edition: Edition) -> Withdrawn:
    """Words that a later edition withdrew, and no still later one signed again. One query."""
    later = (
        Approval.objects.filter(
            edition__article=edition.article_id, edition__language=edition.language, edition__number__gt=edition.number
        )
        .select_related("edition", "revision")
        .defer("revision__words")
        .order_by("pk")
    )  # fmt: skip
    newest = {(approval.unit_id, approval.revision.fingerprint): approval for approval in later}
    return {place: _day(approval.edition) for place, approval in newest.items() if approval.withdrawn}


def _said(*, is_newest: bool, holds_withdrawn: bool) -> list[Notice]:
    said = []
    if not is_newest:
        sentence = _("This is an earlier edition. Read the page of today before you act on it.")
        said.append(Notice(NoticeKind.OUTDATED.value, sentence))
    if holds_withdrawn:
        sentence = _("A clinician withdrew some of these words.")
        said.append(Notice(NoticeKind.WITHDRAWN.value, sentence))
    return said


def _published(request: HttpRequest, language: str, article: str) -> tuple[Shelf, Reading]:
    """What stands on the page today; only a page that is public has public editions."""
    clinic, found = clinic_here(request), article_here(request, article)
    if clinic is None or found is None or language not in clinic.offered:
        raise Http404
    shelf = shelf_of(stock_of(found, clinic), language)
    current = read_shelf(shelf)
    if not current.is_public:
        raise Http404
    return shelf, current


def _editions(shelf: Shelf) -> list[Edition]:
    """Newest first."""
    found = Edition.objects.filter(article=shelf.stock.article, language=shelf.language)
    return list(found.order_by("-number"))


def _unindexed(
    request: HttpRequest, template: str, reading: Reading, address: str, more: dict[str, object]
) -> HttpResponse:
    """A public page that search engines leave out, so that nobody finds old words in place of today's."""
    context = page_context(request, reading, "article") | more
    context["address"] = request.build_absolute_uri(address)
    response = render(request, template, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _day(edition: Edition) -> date:
    return timezone.localtime(edition.signed_at).date()
