"""Pages for what went wrong: in words, in the reader's nearest language, always with the way to emergency help."""

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation

from education.clinics.models import Clinic
from education.content.models import Article
from education.publishing.reading import Reading, read_article
from education.publishing.views import language_for_errors, page_context
from education.text.languages import SOURCE


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explained(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return explained(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page was not found: says so in the nearest language, with the emergency box and the way to the article."""
    try:
        language = language_for_errors(request).code
        reading = _reading(language)
    except DatabaseError:
        return explained(request, 404)
    with translation.override(reading.language.code if reading else SOURCE):
        context = page_context(request, reading, "article") if reading else {}
        return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return explained(request, 500)


def explained(request: HttpRequest, status: int) -> HttpResponse:
    """A page that needs neither the database nor a session."""
    return HttpResponse(loader.get_template(f"{status}.html").render(), status=status)


def _reading(language: str) -> Reading | None:
    """The article in this language, or in one that is live."""
    clinic, article = Clinic.objects.current(), Article.objects.order_by("pk").first()
    if clinic is None or article is None:
        return None
    reading = read_article(article, clinic, language)
    if reading.is_public or not reading.live:
        return reading if reading.is_public else None
    return read_article(article, clinic, reading.live[0])
