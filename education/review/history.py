"""The staff page on the history of one unit in one language: every wording, what it changed, and the way back to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from education.clinics import access
from education.clinics.models import Person
from education.review.changes import Change, changes
from education.review.models import Approval, Revision
from education.review.readers import Standing
from education.review.refusals import Refused
from education.review.renewals import Restored, restore
from education.review.unit import opened
from education.review.workbench import frame

WORDINGS_A_PAGE = 20


@dataclass(frozen=True)
class Wording:
    """One revision as the page shows it."""

    revision: Revision
    changes: list[Change]
    """Against the wording before it; the first one is shown whole."""
    approval: Approval | None
    """The newest signature, or withdrawal, of the same words."""
    on_desk: bool
    signs_again: bool
    """Would restoring it change what readers see, because these words are signed against today's source?"""


@require_http_methods(["GET", "HEAD", "POST"])
def history_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """Every wording, newest first; POST restores one."""
    person, found, _every, standing = opened(request, article, language, key)
    if request.method == "POST" and _restored(request, standing, person):
        return HttpResponseRedirect(reverse("admin:unit", args=[article, language, key]))
    page = Paginator(_revisions(standing), WORDINGS_A_PAGE).get_page(request.GET.get("page"))
    context = frame(
        request, found, language, title=_("Earlier wordings"), standing=standing, unit=standing.unit, page=page,
        wordings=_wordings(page, standing, may_sign=access.may_sign(person, language)),
        may_write=access.may_write(person, language), may_sign=access.may_sign(person, language),
    )  # fmt: skip
    return render(request, "staff/history.html", context)


def _restored(request: HttpRequest, standing: Standing, person: Person) -> bool:
    number = request.POST.get("revision", "")
    old = get_object_or_404(_revisions(standing), pk=int(number) if number.isdecimal() else 0)
    try:
        done = restore(old, by=person, seen=request.POST.get("seen", ""))
    except (Refused, access.NotAllowed) as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _what_happened(done))
    return True


def _what_happened(done: Restored) -> str:
    if done.edition:
        return _(
            "The earlier words are back, and signed again as edition %(number)s: readers see them now."
        ) % {"number": done.edition.number}
    if done.before:
        return _("The earlier words are back. Edition %(number)s signed them, by %(signer)s.") % {
            "number": done.before.edition.number,
            "signer": done.before.edition.signed_by,
        }
    return _("The earlier words lie on the desk again. Readers see them once they are signed.")


def _revisions(standing: Standing) -> QuerySet[Revision]:
    return (
        Revision.objects.filter(unit=standing.unit.pk, language=standing.language)
        .select_related("by", "unit__article")
        .order_by("-pk")
    )


def _wordings(page: "Page[Revision]", standing: Standing, *, may_sign: bool) -> list[Wording]:
    shown = list(page)
    if not shown:
        return []
    older = _revisions(standing).filter(pk__lt=shown[-1].pk).first()
    signed = _signatures(standing)
    before: Sequence[Revision | None] = [*shown[1:], older]
    return [
        _wording(revision, previous, signed.get(revision.fingerprint), standing, may_sign=may_sign)
        for revision, previous in zip(shown, before, strict=True)
    ]


def _wording(
    revision: Revision, previous: Revision | None, approval: Approval | None, standing: Standing, *, may_sign: bool
) -> Wording:  # fmt: skip
    on_desk = revision.fingerprint == standing.desk_print
    source = revision.fingerprint if standing.is_source else standing.source_print
    valid = bool(approval and not approval.withdrawn and approval.source_fingerprint == source)
    on_shelf = bool(approval and standing.approval and approval.pk == standing.approval.pk)
    repeats = valid and approval is not None and not approval.edition.publisher
    return Wording(
        revision,
        changes(standing.unit, previous.words, revision.words) if previous else _whole(revision, standing),
        approval,
        on_desk,
        signs_again=may_sign and repeats and not on_desk and not on_shelf,
    )


def _whole(revision: Revision, standing: Standing) -> list[Change]:
    written = [name for name in standing.unit.FIELDS if revision.words.get(name)]
    labels = {name: str(standing.unit.column(name).verbose_name) for name in written}
    return [Change(labels[name], revision.words[name], revision.words[name]) for name in written]


def _signatures(standing: Standing) -> dict[str, Approval]:
    """Print → newest approval of the words with that print. One query."""
    found = (
        Approval.objects.filter(unit=standing.unit.pk, edition__language=standing.language)
        .select_related("edition", "revision")
        .order_by("pk")
    )
    return {approval.revision.fingerprint: approval for approval in found}
