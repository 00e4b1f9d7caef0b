"""The staff page where a reviewer reads what would change in a language, and signs it as an edition."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Article
from education.review.actions import Shown, sign
from education.review.forms import EditionForm
from education.review.readers import Standing, standings
from education.review.refusals import BadWords, Refused
from education.review.states import State
from education.review.wording import Glossary, findings_of, glossary_of
from education.review.workbench import frame, open_desk
from education.text.findings import Finding
from education.text.languages import BY_CODE, SOURCE


@dataclass(frozen=True)
class Change:
    """One unit that could be signed: field by field the source, the signed words and the words on the desk."""

    standing: Standing
    rows: list[tuple[str, str, str, str]]
    findings: list[Finding]
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, article: str, language: str) -> HttpResponse:
    person, found = open_desk(request, article, language)
    if not access.may_sign(person, language):
        raise PermissionDenied
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _signed(request, found, language, person, form):
        return HttpResponseRedirect(request.get_full_path())
    chosen = set(request.POST.getlist("key"))
    every = standings(found, language)
    glossary = glossary_of(every)
    changes = [
        _change(
            item, glossary, chosen=item.unit.key in chosen or (not chosen and item.state == State.AWAITING)
        )
        for item in every
        if item.state not in (State.SIGNED, State.MISSING)
    ]
    title = _("Sign words in %(language)s") % {"language": _(BY_CODE[language].english_name)}
    context = frame(request, found, language, title=title, form=form, changes=changes, person=person)
    return render(request, "staff/sign.html", context)


def _signed(request: HttpRequest, article: Article, language: str, person: Person, form: EditionForm) -> bool:
    shown = [
        Shown(key, request.POST.get(f"words-{key}", ""), request.POST.get(f"source-{key}", ""))
        for key in request.POST.getlist("key")
    ]
    try:
        edition = sign(
            article,
            language,
            shown,
            by=person,
            note=form.cleaned_data["note"],
            next_review=form.cleaned_data["next_review"],
        )
    except BadWords as refusal:
        for key, sentences in refusal.fields.items():
            messages.error(request, f"{key}: {' '.join(sentences)}")
        return False
    except (Refused, access.NotAllowed) as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(
        request, _("Signed as edition %(number)s. Readers see it now.") % {"number": edition.number}
    )
    return True


def _change(standing: Standing, glossary: Glossary, *, chosen: bool) -> Change:
    source = standing.source_words if standing.language != SOURCE else {}
    signed = standing.signed_words
    rows = [
        (
            str(standing.unit.column(name).verbose_name),
            source.get(name, ""),
            signed.get(name, ""),
            text,
        )
        for name, text in standing.desk.items()
        if text or signed.get(name) or source.get(name)
    ]
    return Change(standing, rows, findings_of(standing, standing.desk, glossary), chosen)
