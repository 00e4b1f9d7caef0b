"""Pages for what went wrong: in words, in the reader's nearest language, always with the way to emergency help."""

import sys

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation

from education.publishing.headers import STYLE, protect
from education.publishing.known import article_here, clinic_here, reading_of
from education.publishing.reading import Reading
from education.publishing.reference import reference
from education.publishing.views import language_for_errors, page_context
from education.text.languages import SOURCE

OUR_FAULT = 500
"""Answers from this status on are in the log."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explained(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """`reason`: a form was not taken, because it does not come from a page that this browser was given."""
    return explained(request, 403, "403_csrf" if reason else "")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page was not found: says so in the nearest language, with the emergency box and the way to the article."""
    try:
        language = language_for_errors(request).code
        reading = _reading(request, language)
    except DatabaseError:
        return explained(request, 404)
    with translation.override(reading.language.code if reading else SOURCE):
        context = page_context(request, reading, "article") if reading else {}
        response = render(request, "404.html", context, status=404)
    protect(request, response)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that does not answer, in words and with the reference that the log line has too."""
    away = isinstance(sys.exception(), OperationalError | InterfaceError)
    return explained(request, 503 if away else 500)


def explained(request: HttpRequest, status: int, page: str = "") -> HttpResponse:
    """A page that needs neither the database nor a session: the one for this status, or `page`."""
    context = {"reference": reference(request)} if status >= OUR_FAULT else {}
    response = HttpResponse(loader.get_template(f"{page or status}.html").render(context), status=status)
    # It has the house's own style, also in the staff area and where another page was half made.
    vars(request).pop(STYLE, None)
    protect(request, response)
    return response


def _reading(request: HttpRequest, language: str) -> Reading | None:
    """The article in this language, or in one that is live."""
    clinic, article = clinic_here(request), article_here(request)
    if clinic is None or article is None:
        return None
    reading = reading_of(request, article, clinic, language)
    if reading.is_public or not reading.live:
        return reading if reading.is_public else None
    return reading_of(request, article, clinic, reading.live[0])
