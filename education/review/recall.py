"""The staff page that withdraws one unit, in one language or in several, and says first what readers will see then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Unit
from education.review.actions import recall
from education.review.forms import RecallForm
from education.review.models import Approval
from education.review.readers import Standing, newest_approvals
from education.review.refusals import Refused
from education.review.unit import opened
from education.review.workbench import frame
from education.text.languages import BY_CODE, LANGUAGES, SOURCE, Language, names_of


@dataclass(frozen=True)
class Reach:
    """One language in which the unit is signed: whether this person may withdraw it there, and what its readers see then."""

    language: Language
    approval: Approval
    is_open: bool
    is_chosen: bool
    then: str


@require_http_methods(["GET", "HEAD", "POST"])
def recall_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    person, standing = _opened(request, article, language, key)
    form = RecallForm(request.POST if "recall" in request.POST else None)
    if "recall" in request.POST and form.is_valid() and _recalled(request, standing, form, person):
        return HttpResponseRedirect(reverse("admin:unit", args=[article, language, key]))
    return _shown(request, person, standing, form)


@require_POST
def recall_as_typed(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """The page with the reason that was sent, and nothing withdrawn."""
    person, standing = _opened(request, article, language, key)
    why = _("Your sign-in had ended, so nothing is withdrawn yet. What you chose and typed is below.")
    return _shown(request, person, standing, RecallForm(initial=request.POST.dict()), unsaved=why)


def _opened(request: HttpRequest, article: str, language: str, key: str) -> tuple[Person, Standing]:
    person, _found, _every, standing = opened(request, article, language, key)
    if not access.may_sign(person, language):
        raise PermissionDenied
    return person, standing


def _shown(
    request: HttpRequest, person: Person, standing: Standing, form: RecallForm, unsaved: str = ""
) -> HttpResponse:
    language, signed = standing.language, _signed(standing.unit)
    open_here = [code for code in signed if access.may_sign(person, code)]
    chosen = open_here if "all" in request.GET else request.POST.getlist("language") or [language]
    context = frame(
        request, standing.unit.article, language, title=_("Withdraw a text"), standing=standing, unit=standing.unit,
        form=form, unsaved=unsaved, person=person,
        reaches=_reaches(signed, open_here, chosen), many=len(open_here) > 1, all_chosen="all" in request.GET,
    )  # fmt: skip
    return render(request, "staff/recall.html", context)


def _recalled(request: HttpRequest, standing: Standing, form: RecallForm, person: Person) -> bool:
    codes = [code for code in request.POST.getlist("language") if code in BY_CODE]
    try:
        recall(standing.unit, codes, by=person, reason=form.cleaned_data["reason"])
    except (Refused, access.NotAllowed) as refusal:
        form.add_error(None, str(refusal))
        return False
    names = names_of(codes)
    messages.success(
        request, _("Withdrawn in %(languages)s. Readers no longer see these words.") % {"languages": names}
    )
    return True


def _signed(unit: Unit) -> dict[str, Approval]:
    """Language → what stands on the shelf there, in the project's order."""
    newest = newest_approvals(unit.article, list(BY_CODE))
    found = ((item.code, newest.get((unit.pk, item.code))) for item in LANGUAGES)
    return {code: approval for code, approval in found if approval and not approval.withdrawn}


def _reaches(
    signed: Mapping[str, Approval], open_here: Collection[str], chosen: Collection[str]
) -> list[Reach]:
    return [
        Reach(
            BY_CODE[code],
            approval,
            code in open_here,
            code in open_here and code in chosen,
            _then(code, signed),
        )
        for code, approval in signed.items()
    ]


def _then(code: str, signed: Mapping[str, Approval]) -> str:
    """What readers of a language see once the unit is withdrawn there."""
    named = {"language": BY_CODE[code].name, "source": BY_CODE[SOURCE].name}
    if code == SOURCE:
        return (
            _(
                "Readers of %(language)s see “A clinician withdrew this text”, and no words. Other languages keep their signed"
                " words, with the notice that the text in %(language)s has changed; those without get none."
            )
            % named
        )
    if SOURCE in signed:
        return (
            _(
                "Readers of %(language)s see “A clinician withdrew this text”, and the words in %(source)s instead,"
                " unless you withdraw those too."
            )
            % named
        )
    return _("Readers of %(language)s see “A clinician withdrew this text”, and no words.") % named
