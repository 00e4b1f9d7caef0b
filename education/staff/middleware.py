"""The language of the staff area's own strings: that of the browser, among those whose strings are complete."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from education.text.languages import SOURCE, negotiate

STAFF_LANGUAGES = (SOURCE,)


class StaffLanguage:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(negotiate(request.headers.get("Accept-Language", ""), STAFF_LANGUAGES)):
            return self.get_response(request)
