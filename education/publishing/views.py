"""The public pages over HTTP: which article, which language, which answer. What the words are is `reading`'s business."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from education.publishing.known import article_here, clinic_here, live_here, reading_of
from education.publishing.passages import MenuItem
from education.publishing.printing import close_up
from education.publishing.reading import Reading
from education.text.languages import BY_CODE, SOURCE, Language, nearest, negotiate

PublicView = Callable[..., HttpResponse]


def speaking(view: PublicView) -> PublicView:
    """Answer in the language of the address; a language that the project does not know is not found."""

    @wraps(view)
    def answer(request: HttpRequest, language: str, **named: str) -> HttpResponse:
        if language not in BY_CODE:
            raise Http404
        with translation.override(language):
            return view(request, language, **named)

    return answer


def in_language(view: PublicView) -> PublicView:
    """The same for a page that only shows: it takes no form."""
    # Nothing here takes a form, so another method is simply not allowed: no talk of a missing token.
    return csrf_exempt(require_safe(speaking(view)))


@csrf_exempt
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to the live language that fits the browser best."""
    clinic, article = clinic_here(request), article_here(request)
    live = live_here(request, article, clinic) if clinic and article else ()
    chosen = negotiate(request.headers.get("Accept-Language", ""), live or [SOURCE])
    response = HttpResponseRedirect(reverse("home", args=[chosen]))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@in_language
def home(request: HttpRequest, language: str) -> HttpResponse:
    """The first page of a clinic's copy: what is here, in which languages."""
    return _page(request, "public/home.html", "", language, "home")


@in_language
def article_page(request: HttpRequest, language: str, article: str) -> HttpResponse:
    return _page(request, "public/article.html", article, language, "article")


@in_language
def sources_page(request: HttpRequest, language: str, article: str) -> HttpResponse:
    """What each part of the article rests on: a page of its own, since few readers want it and all would wait for it."""
    return _page(request, "public/sources.html", article, language, "sources")


def page_context(request: HttpRequest, reading: Reading, name: str) -> dict[str, object]:
    """What a template of a public page is given: the reading and the addresses of the same page in other languages."""

    def address(code: str) -> str:
        article = {} if name == "home" else {"article": reading.article}
        return reverse(name, kwargs={"language": code} | article)

    menu = [MenuItem(BY_CODE[code], address(code), code == reading.language.code) for code in reading.live]
    return {
        "reading": reading,
        "menu": menu,
        "address": request.build_absolute_uri(address(reading.language.code)),
        "alternates": [(item.language.code, request.build_absolute_uri(item.address)) for item in menu],
    }


def _page(request: HttpRequest, template: str, key: str, language: str, name: str) -> HttpResponse:
    """`key` of the article; empty: the first one."""
    clinic, article = clinic_here(request), article_here(request, key)
    if clinic is None or article is None or language not in clinic.offered:
        raise Http404
    reading = reading_of(request, article, clinic, language)
    if reading.is_public:
        sources = reverse("sources", args=[language, article.key])
        context = page_context(request, reading, name) | {"sources_at": sources}
        return HttpResponse(close_up(render_to_string(template, context, request)))
    if language == SOURCE and not reading.live:
        return render(request, "public/not_public.html", page_context(request, reading, name))
    raise Http404


def language_for_errors(request: HttpRequest) -> Language:
    """The language to speak where a page was not found: that of the address, else of the browser, among what has pages."""
    clinic = clinic_here(request)
    offered = clinic.offered if clinic else [SOURCE]
    named = nearest(request.path_info.strip("/").partition("/")[0][:40], offered)
    return BY_CODE[named or negotiate(request.headers.get("Accept-Language", ""), offered)]
