"""The desk of one language: who may open it, what its pages share, and the list of its texts."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Article
from education.review.actions import submit
from education.review.readers import standings
from education.review.refusals import Refused
from education.review.states import State
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
    return open_language(request, language), get_object_or_404(Article, key=article)


def open_language(request: HttpRequest, language: str) -> Person:
    """Who asks; refuses a language that is not open to this person."""
    person = request.user
    if language not in BY_CODE:
        raise Http404
    if not isinstance(person, Person) or language not in access.languages_open_to(person):
        raise PermissionDenied
    return person


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
        title=_("Words in %(language)s") % {"language": BY_CODE[language].name},
        standings=[standing for standing in every if not wanted or standing.state == wanted],
        counts=counts, wanted=wanted, total=len(every), may_sign=access.may_sign(person, language),
        may_write=access.may_write(person, language), askable={State.DRAFT, State.OUTDATED, State.WITHDRAWN},
        choose=request.GET.get("choose", ""),
    )  # fmt: skip
    return render(request, "staff/words.html", context)


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
