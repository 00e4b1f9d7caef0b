"""Ready bytes of public pages, in front of Django: the same bytes for everybody can be served nearly as fast as a file.

Decides which requests a kept page may answer, for how long (until the content has a new version) and what is served while the
database is away (the last good page, with a header that says so). What may be kept, and for how long there is room, is decided
in `kept`; what stands on a page, and whether a request is well-formed, is for Django: everything unusual goes there.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from django.conf import settings

from education.publishing.encoding import best_encoding
from education.publishing.kept import Given, Headers, Name, Page, Pages
from education.publishing.middleware import STAFF
from education.publishing.moment import MOMENT, TOLD, Moment, Version, Watch

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

HOST = re.compile(r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::([0-9]+))?")
LONGEST = 300
"""Characters of a path or a header beyond which a request is none of ours."""
WRITTEN_BY_STRANGERS = ("PATH_INFO", "HTTP_HOST", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
MOST_ANSWERS = 4000
OFTEN = 10
"""Uses after which a page is worth the time that its smallest form costs."""
UNAVAILABLE = "503 "
AWAY = ("Cache-Status", "education; hit; detail=database-away")
"""RFC 9211. The page is the last good one: whether it still stands could not be asked."""


class Answer(NamedTuple):
    """What `start_response` takes, the body, and the page that they are of, if one is kept."""

    status: str
    headers: Headers
    body: list[bytes]
    page: Page | None


class PageStore:
    """A WSGI application around another one. `most` is the memory for pages, in bytes."""

    def __init__(self, application: Application, most: int, watch: Watch | None = None) -> None:
        self.application, self.pages, self.watch = application, Pages(most), watch or Watch()
        self._filling: dict[Name, threading.Lock] = {}
        self._lock = threading.Lock()
        self._presser = ThreadPoolExecutor(1, thread_name_prefix="page-press")
        self._pressing: Future[None] | None = None
        proxy: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
        self.scheme, self.secure = proxy or ("wsgi.url_scheme", "https")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        get = environ.get
        # All that an answer depends on: equal requests get the answer that was made for the first of them.
        asked = (
            environ["REQUEST_METHOD"], get("HTTP_HOST"), environ["PATH_INFO"], environ["QUERY_STRING"], get(self.scheme),
            get("HTTP_ACCEPT_ENCODING"), get("HTTP_IF_NONE_MATCH"), get("HTTP_RANGE"), get("CONTENT_LENGTH"),
        )  # fmt: skip
        moment, now = self.watch.now, time.monotonic()
        answer = moment.answers.get(asked) if now < moment.until else None
        answer = answer or self._found(asked, environ)
        if answer is None:
            return self._passed_on(environ, start_response)
        status, headers, body, page = answer
        if page:
            page.used = now
            page.uses += 1
        start_response(status, headers)
        return body

    def _found(self, asked: tuple[Any, ...], environ: Environ) -> Answer | None:
        """The answer, from the page that is kept or is made now; None if the store has no part in it."""
        name = self._name(environ)
        if name is None:
            return None
        moment, page = self.watch.moment(), self.pages.get(name)
        if page is None or (page.version != moment.version and not moment.away):
            made = self._filled(name, environ, page)
            if isinstance(made, Given):
                return Answer(made.status, made.headers, _body(environ, made.body), None)
            page, moment = made, self.watch.now
        answer = self._answer(environ, name, page, moment)
        # While a page is filled others get the last one, once.
        if page.version == moment.version or moment.away:
            if len(moment.answers) >= MOST_ANSWERS:
                moment.answers.clear()
            moment.answers[asked] = answer
        self._press(name, page)
        return answer

    def _name(self, environ: Environ) -> Name | None:
        """The name of the page asked for, if the store may answer at all.

        One page, one name: what differs in case, dots or port is for Django to judge, and is not kept.
        """
        host, path = HOST.fullmatch(environ.get("HTTP_HOST", "")), environ["PATH_INFO"]
        scheme = "https" if environ.get(self.scheme) == self.secure else "http"
        longest = max(len(environ.get(key, "")) for key in WRITTEN_BY_STRANGERS)
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or environ["QUERY_STRING"] or environ.get("HTTP_RANGE") or environ.get("SCRIPT_NAME")
            or environ.get("CONTENT_LENGTH") not in (None, "", "0")
            or (scheme == "http" and settings.SECURE_SSL_REDIRECT)
            or host is None or host[1] not in (None, str(environ.get("SERVER_PORT")))
            or longest > LONGEST or path.startswith((STAFF, settings.STATIC_URL))
        ):  # fmt: skip
            return None
        return scheme, host[0], path

    def _passed_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith((STAFF, settings.STATIC_URL)):
            environ[MOMENT] = self.watch.moment()
        return self.application(environ, start_response)

    def _filled(self, name: Name, environ: Environ, last: Page | None) -> Page | Given:
        """The page made anew by one request at a time: others get the last version, or wait where there is none."""
        with self._lock:
            lock = self._filling.setdefault(name, threading.Lock())
        if not lock.acquire(blocking=last is None) and last:
            return last
        try:
            here = self.pages.get(name)
            return here if here is not None and here is not last else self._made(name, environ, last)
        finally:
            lock.release()
            self._filling.pop(name, None)

    def _made(self, name: Name, environ: Environ, last: Page | None) -> Page | Given:
        told: list[Version] = []
        began = time.monotonic()
        given = _called(self.application, environ | {TOLD: told, MOMENT: self.watch.now})
        if last and given.status.startswith(UNAVAILABLE):
            self.watch.learn(None, began)
            return last
        if not told or not given.may_be_kept:
            self.pages.keep(name, None)
            return given
        page = last if last and last.is_still(given) else Page(given, told[0])
        page.version = told[0]
        self.watch.learn(page.version, began)
        self._keep(name, page)
        return page

    def _answer(self, environ: Environ, name: Name, page: Page, moment: Moment) -> Answer:
        headers = [*page.headers, ("ETag", page.etag), *([AWAY] if moment.away else [])]
        if _has(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
            return Answer("304 Not Modified", headers, [], page)
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if page.packs else ""
        if encoding not in page.bodies:
            page.have(encoding)
            self._keep(name, page)
        body = page.bodies[encoding]
        headers += [("Content-Type", page.type), ("Content-Length", str(len(body)))]
        headers += [("Content-Encoding", encoding)] if encoding else []
        return Answer("200 OK", headers, _body(environ, body), page)

    def _press(self, name: Name, page: Page) -> None:
        """Make a page that is read often as small as it gets: in the background, one at a time."""
        if page.uses < OFTEN or page.pressed or not page.packs:
            return
        if self._pressing is None or self._pressing.done():
            page.pressed = True
            self._pressing = self._presser.submit(self._pressed, name, page)

    def _pressed(self, name: Name, page: Page) -> None:
        for encoding in ("br", "gzip"):
            page.have(encoding, small=True)
        self._keep(name, self.pages.get(name))
        self.watch.now.answers.clear()

    def _keep(self, name: Name, page: Page | None) -> None:
        if self.pages.keep(name, page):
            # Answers hold bodies too.
            self.watch.now.answers.clear()


def _called(application: Application, environ: Environ) -> Given:
    """The whole answer to a plain GET of the same page."""
    told: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: object = None) -> None:
        told[:] = [status, headers]

    # A cookie that nobody here gave would be answered by taking it back, and so by a page for one reader only.
    plain = {key: value for key, value in environ.items() if not key.startswith(("HTTP_IF_", "HTTP_COOKIE"))}
    body = application(plain | {"REQUEST_METHOD": "GET"}, start_response)
    try:
        whole = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    return Given(told[0], told[1], whole)


def _body(environ: Environ, body: bytes) -> list[bytes]:
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _has(header: str, etag: str) -> bool:
    """Does an If-None-Match header name this page? Compared weakly (RFC 9110 §13.1.2)."""
    named = {name.strip().removeprefix("W/") for name in header.split(",")}
    return header.strip() == "*" or etag.removeprefix("W/") in named
