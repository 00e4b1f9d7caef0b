"""The language of the staff area's own strings: the person's own choice, else that of the browser, among the complete ones."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from education.text.languages import SOURCE, negotiate

STAFF_LANGUAGES = (SOURCE, "es", "fr", "de", "pt", "pl", "ru", "ar", "ur", "bn", "zh-hans", "vi")


class StaffLanguage:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self._chosen(request) or self._asked(request)):
            return self.get_response(request)

    def _asked(self, request: HttpRequest) -> str:
        return negotiate(request.headers.get("Accept-Language", ""), STAFF_LANGUAGES)

    def _chosen(self, request: HttpRequest) -> str:
        """Nobody is asked for outside of the staff area: there is no session there."""
        if not request.path.startswith(settings.SESSION_COOKIE_PATH):
            return ""
        code: str = getattr(request.user, "interface_language", "")
        return code if code in STAFF_LANGUAGES else ""
