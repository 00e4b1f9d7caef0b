"""The staff page of one unit beside its source: write, check, ask for a signature, or sign kept words as still correct."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from education.clinics import access
from education.clinics.models import Person
from education.content.models import KINDS, Article, Unit
from education.review.actions import Shown, submit, write
from education.review.forms import StillCorrectForm, WordsForm
from education.review.next_text import others_after
from education.review.readers import Standing, standings_beside_terms
from education.review.refusals import BadWords, Refused, WordsMoved
from education.review.renewals import still_correct
from education.review.states import State
from education.review.unit_shown import found_in, shown
from education.review.workbench import open_language

LONGEST_CHECK = 20_000
"""Characters that are checked while somebody types: about a second's work. Longer words are checked when they are saved."""


@require_http_methods(["GET", "HEAD", "POST"])
def unit_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """One unit beside its source; POST saves, or only checks, and asks for a signature if that button was pressed."""
    person, _found, every, standing = opened(request, article, language, key)
    if request.method != "POST":
        return shown(request, person, standing, every)
    if _typed_by_another(request, person):
        return unit_as_typed(request, article, language, key)
    form = WordsForm(standing.unit, language, request.POST)
    if "check" in request.POST:
        return shown(request, person, standing, every, form=form, unsaved=_("Checked. Nothing is saved yet."))
    if form.is_valid() and _saved(request, standing, form, person):
        return HttpResponseRedirect(_address(standing))
    # Read anew: what refused the words may have come between.
    every, standing = _standing(standing.unit, language)
    if form.non_field_errors():
        form.data = {**request.POST.dict(), "seen": standing.desk_print}
    return shown(request, person, standing, every, form=form)


@require_POST
def unit_as_typed(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """The page with the words that were sent, which are not saved, and why."""
    person, _found, every, standing = opened(request, article, language, key)
    form = WordsForm(standing.unit, language, request.POST)
    why = _("Your sign-in had ended, so these words are not saved. Look at them, then save.")
    if _typed_by_another(request, person):
        why = _(
            "Somebody else who was signed in here typed these words, and they are not saved."
            " If you save them, they are saved in your name."
        )
    return shown(request, person, standing, every, form=form, unsaved=why)


@require_POST
def findings_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """For scripts: the findings in words that somebody is typing, as the page shows them. Nothing is stored."""
    _person, _found, every, standing = opened(request, article, language, key)
    form = WordsForm(standing.unit, language, request.POST)
    if sum(len(form[name].value() or "") for name in standing.unit.FIELDS) > LONGEST_CHECK:
        return HttpResponse(status=413)
    return render(request, "staff/unit_findings.html", {"found": found_in(form, standing, every)})


@require_POST
def still_correct_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """Sign the kept words against the new source, and go on to the next outdated text."""
    person, found, every, standing = opened(request, article, language, key)
    if not access.may_sign(person, language):
        raise PermissionDenied
    form = StillCorrectForm(request.POST, auto_id="still-%s")
    if not (form.is_valid() and _still_correct(request, standing, form, person)):
        return shown(request, person, standing, every, still=form)
    later = others_after(found, language, key).first({State.OUTDATED})
    if later is None:
        messages.info(request, _("No other text of this language is outdated."))
        return HttpResponseRedirect(reverse("admin:words", args=[found.key, language]))
    return HttpResponseRedirect(reverse("admin:unit", args=[found.key, language, later]))


@require_POST
def still_correct_as_typed(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """The page with the reason that was sent, and nothing signed."""
    person, _found, every, standing = opened(request, article, language, key)
    still = StillCorrectForm(initial=request.POST.dict(), auto_id="still-%s")
    why = _("Your sign-in had ended, so nothing is signed. What you typed is below.")
    return shown(request, person, standing, every, still=still, unsaved=why)


def opened(
    request: HttpRequest, article: str, language: str, key: str
) -> tuple[Person, Article, list[Standing], Standing]:
    """Who asks, and where this unit stands in this language, with the terms that its words are held against."""
    person = open_language(request, language)
    unit = get_object_or_404(Unit.objects.select_related("article"), article__key=article, key=key)
    return person, unit.article, *_standing(unit, language)


def _standing(unit: Unit, language: str) -> tuple[list[Standing], Standing]:
    """This unit and every term of the article, and this unit alone."""
    every = standings_beside_terms(unit.article, language, [unit.key], {unit.kind: KINDS[unit.kind]})
    return every, next(standing for standing in every if standing.unit.pk == unit.pk)


def _typed_by_another(request: HttpRequest, person: Person) -> bool:
    """Does the form say that somebody else had it open? It is no proof, and only ever keeps words from being saved."""
    return request.POST.get("writer", "") not in ("", str(person.pk))


def _saved(request: HttpRequest, standing: Standing, form: WordsForm, person: Person) -> bool:
    """Save and say so, or put the refusal where the person looks. What was typed stays in the form."""
    unit, language = standing.unit, standing.language
    try:
        revision = write(unit, language, form.words, by=person, seen=form.cleaned_data["seen"])
        asked = "submit" in request.POST
        if asked:
            submit(unit, language, by=person, seen=revision.fingerprint)
    except BadWords as refusal:
        for field, sentences in refusal.fields.items():
            form.add_error(field, list(sentences))
        return False
    except WordsMoved as refusal:
        form.add_error(None, str(refusal))
        return False
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return True
    except access.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    messages.success(request, _("Saved, and a signature asked for.") if asked else form.saved)
    return True


def _still_correct(request: HttpRequest, standing: Standing, form: StillCorrectForm, person: Person) -> bool:
    given = form.cleaned_data
    try:
        edition = still_correct(
            standing.unit, standing.language, Shown(standing.unit.key, given["words"], given["source"]),
            by=person, reason=given["reason"], reading=given["reading"], translator=given["translator"],
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    said = _(
        "“%(text)s” is signed against the new source, as edition %(number)s. Readers see no notice there now."
    )
    messages.success(request, said % {"text": standing.heading.text, "number": edition.number})
    return True


def _address(standing: Standing) -> str:
    return reverse("admin:unit", args=[standing.unit.article.key, standing.language, standing.unit.key])
