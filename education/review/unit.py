"""The staff page of one unit beside its source: write, ask for a signature, or sign kept words as still correct."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Article
from education.review.actions import Shown, submit, write
from education.review.changes import Change, changes
from education.review.forms import StillCorrectForm, WordsForm
from education.review.models import Approval
from education.review.readers import Standing, newest_signature, sources_seen, standings
from education.review.refusals import BadWords, Refused, WordsMoved
from education.review.renewals import still_correct
from education.review.states import State
from education.review.wording import findings_of, glossary_of
from education.review.workbench import frame, open_desk
from education.text.fingerprint import Words
from education.text.languages import SOURCE


@require_http_methods(["GET", "HEAD", "POST"])
def unit_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """One unit beside its source; POST saves, and asks for a signature if that button was pressed."""
    person, _found, every, standing = opened(request, article, language, key)
    if request.method != "POST":
        return _response(request, standing, every)
    form = WordsForm(standing.unit, language, request.POST)
    if form.is_valid() and _saved(request, standing, form, person):
        return HttpResponseRedirect(_address(standing))
    return _response(request, standing, every, form=form)


@require_POST
def still_correct_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """Sign the kept words against the new source, and go on to the next outdated text."""
    person, found, every, standing = opened(request, article, language, key)
    if not access.may_sign(person, language):
        raise PermissionDenied
    form = StillCorrectForm(request.POST, auto_id="still-%s")
    if not (form.is_valid() and _still_correct(request, standing, form, person)):
        return _response(request, standing, every, still=form)
    later = following(every, standing, {State.OUTDATED})
    if later is None:
        messages.info(request, _("No other text of this language is outdated."))
        return HttpResponseRedirect(reverse("admin:words", args=[found.key, language]))
    return HttpResponseRedirect(_address(later))


def opened(
    request: HttpRequest, article: str, language: str, key: str
) -> tuple[Person, Article, list[Standing], Standing]:
    """Who asks, and where every unit stands in this language, this one among them."""
    person, found = open_desk(request, article, language)
    every = standings(found, language)
    standing = next((standing for standing in every if standing.unit.key == key), None)
    if standing is None:
        raise Http404
    return person, found, every, standing


def following(every: Iterable[Standing], here: Standing, states: Collection[State]) -> Standing | None:
    """The next unit in one of these states; after the last one the search begins again at the first."""
    found = [item for item in every if item.state in states and item.unit.pk != here.unit.pk]
    place = (here.unit.position, here.unit.pk)
    later = (item for item in found if (item.unit.position, item.unit.pk) > place)
    return next(later, found[0] if found else None)


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
        form.data = {**form.data.dict(), "seen": standing.desk_print}  # type: ignore[attr-defined]  # it is a QueryDict
        form.add_error(None, str(refusal))
        return False
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return True
    except access.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    messages.success(
        request,
        _("Saved, and a signature asked for.") if asked else _("Saved. Readers see it once it is signed."),
    )
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


def _response(
    request: HttpRequest, standing: Standing, every: Sequence[Standing],
    *, form: WordsForm | None = None, still: StillCorrectForm | None = None,
) -> HttpResponse:  # fmt: skip
    person, language = request.user, standing.language
    assert isinstance(person, Person)  # noqa: S101 - `opened` has asked
    prints = {"words": standing.desk_print, "source": standing.source_print}
    form = form or WordsForm(standing.unit, language, initial={**standing.desk, "seen": standing.desk_print})
    moved = bool(form.non_field_errors())
    typed = {name: form[name].value() or "" for name in standing.unit.FIELDS}
    may_sign = access.may_sign(person, language)
    context = frame(
        request, standing.unit.article, language,
        title=standing.heading.text, heading=standing.heading, standing=standing, form=form, rows=_rows(standing, form),
        findings=findings_of(standing, typed, glossary_of(every)), moved=moved, unit=standing.unit,
        after=following(every, standing, set(State) - {State.SIGNED}), outdated=following(every, standing, {State.OUTDATED}),
        source_changes=_source_changes(standing), before=_signed_before(standing),
        still=(still or StillCorrectForm(initial=prints, auto_id="still-%s")) if may_sign and standing.is_kept else None,
        may_write=access.may_write(person, language), may_sign=may_sign,
    )  # fmt: skip
    return render(request, "staff/unit.html", context, status=409 if moved else 200)


@dataclass(frozen=True)
class Row:
    """One field on the page: the box to type in, the source words, and the words on the desk if somebody changed them."""

    name: str
    box: object
    source: str
    theirs: str


def _rows(standing: Standing, form: WordsForm) -> list[Row]:
    source: Words = standing.source_words if standing.language != SOURCE else {}
    return [
        Row(name, form[name], source.get(name, ""), standing.desk.get(name, ""))
        for name in standing.unit.FIELDS
    ]


def _source_changes(standing: Standing) -> list[Change]:
    """What became of the source words since somebody signed this translation of them."""
    seen = sources_seen([standing]).get(standing.unit.pk)
    return changes(standing.unit, seen, standing.source_words) if seen else []


def _signed_before(standing: Standing) -> Approval | None:
    """The earlier signature of words that lie on the desk as a draft."""
    if standing.state != State.DRAFT:
        return None
    return newest_signature(standing.unit, standing.language, standing.desk_print)


def _address(standing: Standing) -> str:
    return reverse("admin:unit", args=[standing.unit.article.key, standing.language, standing.unit.key])
