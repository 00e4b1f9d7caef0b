"""What holds for every public answer: that it is of one moment, its headers, and a clear page where a request is too big or
wrong. And that whoever reads never waits behind forms that arrive byte by byte.
"""

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from education.publishing.encoding import pack
from education.publishing.errors import explained
from education.publishing.headers import publish
from education.publishing.moment import TOLD, Version, content_version, snapshot

STAFF = "/staff/"
ROOM = {"/staff/clinics/": 2, "/staff/packs/": 21, "/staff/translators/": 11}
"""How addresses begin that take files → the largest request there, in times of the largest form: a file of the size that is
allowed comes with the rest of its form.
"""
LONGEST_PATH = 2000
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class OneMoment:
    """Middleware: where the store asks for a page, the page is of one moment, and the store is told of which."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told: list[Version] | None = request.META.get(TOLD)
        if told is None:
            return self.get_response(request)
        try:
            with snapshot():
                told.append(content_version())
                return self.get_response(request)
        except DatabaseError:
            return explained(request, 503)


class PublicHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = _refusal(request) or self.get_response(request)
        if response.status_code == 405 and not response.content:
            response = _with_allow(explained(request, 405), response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not request.path_info.startswith(STAFF):
            publish(request, response)
            pack(request, response)
        return response


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if len(request.path_info) > LONGEST_PATH:
        return explained(request, 414)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        return explained(request, 400)
    times = next((times for start, times in ROOM.items() if request.path_info.startswith(start)), 1)
    if int(length) > times * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
        return explained(request, 413)
    return None


def _with_allow(page: HttpResponse, response: HttpResponse) -> HttpResponse:
    page.headers["Allow"] = response.headers.get("Allow", "GET, HEAD")
    return page


class RoomForReaders:
    """Forms are taken by all threads of the server but two at a time. A form that arrives slowly holds one until it is there.

    Behind a proxy, which takes a form whole first, none does. Whoever finds no room is told to come again.
    """

    THREADS = settings.SERVER_THREADS - 2
    PATIENCE, CROWD = 0.05, 0.25
    """Seconds that a form waits among quick ones, and since when none was let in if they are slow: then nobody waits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.room = get_response, threading.BoundedSemaphore(self.THREADS)
        self.let_in = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        length = int(told) if told.isdecimal() else 0
        if not length or request.method != "POST":
            # Nothing here reads what comes with another method, or without a length that is a number.
            return self.get_response(request)
        if not self._let_in():
            response = explained(request, 503)
            response.headers["Retry-After"] = "5"
            return response
        try:
            if length > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
                # A file: it goes to the disk while the view reads it.
                return self.get_response(request)
            request.body  # noqa: B018 - reads it, and keeps it
        except UnreadablePostError:
            return explained(request, 400)
        finally:
            self.room.release()
        return self.get_response(request)

    def _let_in(self) -> bool:
        now = time.monotonic()
        patience = self.PATIENCE if now - self.let_in < self.CROWD else 0
        if not self.room.acquire(timeout=patience):
            return False
        self.let_in = now
        return True
