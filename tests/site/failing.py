"""Addresses that fail, with words in every place where a careless log would find them."""

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

WORDS = "the secret words of a draft"


def fault(request: HttpRequest, token: str) -> HttpResponse:
    typed = f"{WORDS} {token} {request.GET.get('run')} {request.POST.get('body')}"
    try:
        raise DataError(f'value too long: "{typed}"')
    except DataError as cause:
        raise RuntimeError(f"could not save {typed}") from cause


def away(request: HttpRequest, token: str) -> HttpResponse:
    raise OperationalError(f"connection to 192.0.2.7 failed: {WORDS}")


urlpatterns = [
    path("fault/<str:token>/", fault, name="fault"),
    path("away/<str:token>/", away, name="away"),
    path("", include("sciatica_site.urls")),
]
handler500 = "education.publishing.errors.server_error"
