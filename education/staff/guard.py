"""What holds for every request to the staff area: its session is in use, and in production everybody has a second factor.

It stands before every view, so that a page added later, or one of Django's own, cannot be a way around.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from education.clinics.models import Person
from education.clinics.sealing import Unreadable
from education.clinics.second_factor import second_factors
from education.clinics.sessions import note_use
from education.publishing.errors import explained
from education.publishing.middleware import STAFF

OPEN_WITHOUT = frozenset(
    [
        "account_login", "account_logout", "account_reauthenticate", "admin:invitation", "admin:jsi18n",
        "mfa_activate_totp", "mfa_add_webauthn", "mfa_index",
    ]
)  # fmt: skip
"""What somebody needs who has no second factor yet, and nothing else."""
NUL = "\0"
HOLD_WORDS = frozenset(["admin:unit", "admin:findings", "admin:new_wording_offer"])
"""Their forms refuse a NUL beside its field, where nothing that was typed is lost."""


class StaffGuard:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Where the database does not answer, nobody asks it once more.
        if request.path_info.startswith(STAFF) and response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            _note_use(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, named: Any) -> HttpResponse | None:
        if not request.path_info.startswith(STAFF):
            return None
        if _holds_nul(request):
            return explained(request, HTTPStatus.BAD_REQUEST)
        if not settings.SECOND_FACTOR_REQUIRED:
            return None
        try:
            return _sent_to_set_up(request)
        except (OperationalError, InterfaceError):
            return explained(request, HTTPStatus.SERVICE_UNAVAILABLE)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page that shows recovery codes finds them sealed by a key that is gone."""
        if isinstance(error, Unreadable):
            messages.error(request, " ".join(error.messages))
            return redirect("mfa_index")
        return None


def _sent_to_set_up(request: HttpRequest) -> HttpResponse | None:
    person, match = request.user, request.resolver_match
    if not isinstance(person, Person) or (match and match.view_name in OPEN_WITHOUT):
        return None
    if second_factors(person):
        return None
    messages.warning(request, _("Set up your second factor first. Then everything else opens."))
    return redirect("mfa_index")


def _holds_nul(request: HttpRequest) -> bool:
    """PostgreSQL keeps none, and fails where it is asked for one. Nobody types it."""
    match = request.resolver_match
    posted = [] if match and match.view_name in HOLD_WORDS else request.POST.lists()
    given = [*request.GET.lists(), *posted]
    return any(NUL in text for name, values in given for text in (name, *values))


def _note_use(request: HttpRequest) -> None:
    person = getattr(request, "user", None)
    if isinstance(person, Person):
        note_use(request.session, person, request.headers.get("User-Agent", ""))
