"""Staff pages for words: the list of one language, and one unit beside its source. They ask the verbs and show the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Article
from education.review.actions import submit, write
from education.review.forms import WordsForm
from education.review.readers import Standing, standings
from education.review.refusals import BadWords, Refused, WordsMoved
from education.review.states import State
from education.review.wording import findings_of, glossary_of
from education.text.fingerprint import Words
from education.text.languages import BY_CODE, SOURCE, Language


@dataclass(frozen=True)
class Desk:
    """One language of one article, for a person who may work on it."""

    article: Article
    language: Language
    may_sign: bool


def desks_of(person: Person) -> list[Desk]:
    languages = access.languages_open_to(person)
    return [
        Desk(article, BY_CODE[code], access.may_sign(person, code))
        for article in Article.objects.order_by("key")
        for code in languages
    ]


def open_desk(request: HttpRequest, article: str, language: str) -> tuple[Person, Article]:
    """Who asks, and for which article; refuses a language that is not open to this person."""
    person = request.user
    if language not in BY_CODE:
        raise Http404
    if not isinstance(person, Person) or language not in access.languages_open_to(person):
        raise PermissionDenied
    return person, get_object_or_404(Article, key=article)


def frame(request: HttpRequest, article: Article, language: str, **more: object) -> dict[str, object]:
    """What every page of the workbench tells its template."""
    return {
        **admin.site.each_context(request),
        "article": article,
        "language": BY_CODE[language],
        "source_language": BY_CODE[SOURCE],
        "is_source": language == SOURCE,
        **more,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def word_list(request: HttpRequest, article: str, language: str) -> HttpResponse:
    """Every unit with its state; POST asks for signatures under the units chosen."""
    person, found = open_desk(request, article, language)
    if request.method == "POST":
        _ask_for_signatures(request, found, language, person)
        return HttpResponseRedirect(request.get_full_path())
    every = standings(found, language)
    wanted = request.GET.get("state", "")
    counts = [(state, sum(standing.state == state for standing in every)) for state in State]
    context = frame(
        request, found, language,
        title=_("Words in %(language)s") % {"language": _(BY_CODE[language].english_name)},
        standings=[standing for standing in every if not wanted or standing.state == wanted],
        counts=counts, wanted=wanted, total=len(every), may_sign=access.may_sign(person, language),
        may_write=access.may_write(person, language), askable={State.DRAFT, State.OUTDATED, State.WITHDRAWN},
    )  # fmt: skip
    return render(request, "staff/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_page(request: HttpRequest, article: str, language: str, key: str) -> HttpResponse:
    """One unit beside its source; POST saves, and asks for a signature if that button was pressed."""
    person, found = open_desk(request, article, language)
    every = standings(found, language)
    standing = next((standing for standing in every if standing.unit.key == key), None)
    if standing is None:
        raise Http404
    if request.method != "POST":
        form = WordsForm(standing.unit, language, initial={**standing.desk, "seen": standing.desk_print})
        return _unit_response(request, standing, every, form)
    form = WordsForm(standing.unit, language, request.POST)
    if form.is_valid() and _saved(request, standing, form, person):
        return HttpResponseRedirect(reverse("admin:unit", args=[article, language, key]))
    return _unit_response(request, standing, every, form)


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


def _unit_response(
    request: HttpRequest, standing: Standing, every: Sequence[Standing], form: WordsForm
) -> HttpResponse:
    person = request.user
    moved = bool(form.non_field_errors())
    typed = {name: form[name].value() or "" for name in standing.unit.FIELDS}
    context = frame(
        request, standing.unit.article, standing.language,
        title=standing.heading.text, heading=standing.heading, standing=standing, form=form, rows=_rows(standing, form),
        findings=findings_of(standing, typed, glossary_of(every)), moved=moved, unit=standing.unit,
        after=_next(every, standing),
        may_write=isinstance(person, Person) and access.may_write(person, standing.language),
        may_sign=isinstance(person, Person) and access.may_sign(person, standing.language),
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


def _next(every: Iterable[Standing], standing: Standing) -> Standing | None:
    """The next unit that is not signed, after this one."""
    later = [
        other
        for other in every
        if (other.unit.position, other.unit.pk) > (standing.unit.position, standing.unit.pk)
    ]
    return next((other for other in later if other.state != State.SIGNED), None)


def _ask_for_signatures(request: HttpRequest, article: Article, language: str, person: Person) -> None:
    asked, refused = 0, []
    for standing in standings(article, language):
        if standing.unit.key not in request.POST.getlist("key"):
            continue
        seen = request.POST.get(f"seen-{standing.unit.key}", "")
        try:
            submit(standing.unit, language, by=person, seen=seen)
            asked += 1
        except (Refused, access.NotAllowed) as refusal:
            refused.append(f"{standing.heading.text}: {refusal}")
    if asked:
        text = ngettext(
            "A signature was asked for under %(count)s text.",
            "Signatures were asked for under %(count)s texts.",
            asked,
        )
        messages.success(request, text % {"count": asked})
    for sentence in refused:
        messages.error(request, sentence)
    if not asked and not refused:
        messages.warning(request, _("No texts were chosen."))
