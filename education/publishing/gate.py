"""The first thing that happens to a request: is its host one of ours? Any other gets 421 and a page without a clinic's brand.

Django checks hosts against ALLOWED_HOSTS only, and a manager gives a clinic a host without an operator. So the environment's
hosts stay the list that Django checks, and for a host that a clinic has in the database this module vouches, request by
request. Without this module those hosts are refused; nothing is ever open to all.
"""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from education.clinics.hosts import asked_host, is_installations_own, is_known
from education.publishing.errors import explained
from education.publishing.known import hold_clinic

USUAL_PORTS = {"", "80", "443"}


class KnownHost:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hold_clinic(request)
        try:
            if not is_known(request):
                return _refused(request, 421)
        except (OperationalError, InterfaceError):
            return _refused(request, 503)
        host, port = asked_host(request)
        # One spelling from here on: addresses on the pages must not depend on how somebody wrote the host.
        name = host if port in USUAL_PORTS else f"{host}:{port}"
        request.META["HTTP_HOST"] = name
        if not is_installations_own(host):
            vars(request)["get_host"] = lambda: name
        return self.get_response(request)


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    response = explained(request, status)
    response.headers["Cache-Control"] = "no-store"
    return response
