"""Ready bytes of public pages, in front of Django: the same bytes for everybody can be served nearly as fast as a file.

Decides what may be kept (what says that it is public, sets no cookie and varies on the encoding alone), for how long (until
the content has a new version) and what is served while the database is away (the last good page, with a header that says so).
What stands on a page, and whether a request is well-formed, is for Django: everything unusual goes there.
"""

import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from django.conf import settings

from education.publishing.encoding import best_encoding, is_worth_packing, packed, unpacked
from education.publishing.middleware import STAFF
from education.publishing.moment import TOLD, Moment, Version, Watch

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
Name = tuple[str, str, str]
"""Scheme, host and path."""

HOST = re.compile(r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::([0-9]+))?")
LONGEST = 300
"""Characters of a path or a header beyond which a request is none of ours."""
WRITTEN_BY_STRANGERS = ("PATH_INFO", "HTTP_HOST", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
MOST_ANSWERS = 4000
OFTEN = 10
"""Uses after which a page is worth the time that its smallest form costs."""
OF_THE_BODY = {"content-type", "content-length", "content-encoding"}
AWAY = ("Cache-Status", "education; hit; detail=database-away")
"""RFC 9211. The page is the last good one: whether it still stands could not be asked."""


class Given(NamedTuple):
    """An answer of the application, whole."""

    status: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name)


class Page:
    """One public page of one version, and its bytes in the encodings that were asked for."""

    def __init__(self, given: Given, version: Version) -> None:
        self.version, self.used, self.uses, self.pressed = version, time.monotonic(), 0, False
        self.headers = [(key, value) for key, value in given.headers if key.lower() not in OF_THE_BODY]
        self.type = given.header("content-type")
        encoding = given.header("content-encoding")
        plain = unpacked(given.body, encoding)
        self.bodies = {"": plain, encoding: given.body}
        self.packs = is_worth_packing(self.type, len(plain))
        # Weak, for it is one for all encodings (RFC 9110 §8.8.1).
        self.etag = f'W/"{hashlib.sha256(plain).hexdigest()[:24]}"'

    @property
    def size(self) -> int:
        return sum(map(len, list(self.bodies.values())))

    def body(self, encoding: str) -> bytes:
        if encoding not in self.bodies:
            self.bodies[encoding] = packed(self.bodies[""], encoding)
        return self.bodies[encoding]

    def press(self) -> None:
        """Make the packed bodies as small as they get."""
        self.pressed = True
        if self.packs:
            self.bodies |= {name: packed(self.bodies[""], name, small=True) for name in ("br", "gzip")}


class Answer(NamedTuple):
    """What `start_response` takes, the body, and the page that they are of."""

    status: str
    headers: Headers
    body: list[bytes]
    page: Page


class PageStore:
    """A WSGI application around another one. `most` is the memory for bodies, in bytes."""

    def __init__(self, application: Application, most: int, watch: Watch | None = None) -> None:
        self.application, self.most, self.watch = application, most, watch or Watch()
        self.pages: dict[Name, Page] = {}
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
        if answer is None:
            name = self._name(environ)
            found = self._found(name, environ, asked) if name else None
            if not isinstance(found, Answer):
                return self._handed_on(found, environ, start_response)
            answer = found
        answer.page.used = now
        answer.page.uses += 1
        start_response(answer.status, answer.headers)
        return answer.body

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

    def _found(self, name: Name, environ: Environ, asked: tuple[Any, ...]) -> Answer | Given | None:
        moment = self.watch.moment()
        page = self.pages.get(name)
        if page is None or (page.version != moment.version and not moment.away):
            made = self._filled(name, environ, page)
            if not isinstance(made, Page):
                return made
            page, moment = made, self.watch.now
        answer = _answer(environ, page, moment)
        # While a page is filled others get the last one, once.
        if page.version == moment.version or moment.away:
            if len(moment.answers) >= MOST_ANSWERS:
                moment.answers.clear()
            moment.answers[asked] = answer
        self._press_one()
        return answer

    def _filled(self, name: Name, environ: Environ, last: Page | None) -> Page | Given | None:
        """The page made anew by one request at a time: others get the last version, or wait where there is none."""
        with self._lock:
            lock = self._filling.setdefault(name, threading.Lock())
        if not lock.acquire(blocking=last is None):
            return last
        try:
            here = self.pages.get(name)
            return here if here is not None and here is not last else self._made(name, environ, last)
        finally:
            lock.release()
            self._filling.pop(name, None)

    def _made(self, name: Name, environ: Environ, last: Page | None) -> Page | Given | None:
        told: list[Version] = []
        given = _called(self.application, environ | {TOLD: told})
        if given.status.startswith("5") or not told:
            return last or given
        page = Page(given, told[0]) if _may_be_kept(given) else None
        self.watch.learn(told[0])
        self._keep(name, page)
        return page or given

    def _keep(self, name: Name, page: Page | None) -> None:
        """Put the page in its place, and let go of those that were not used for longest."""
        with self._lock:
            self.pages.pop(name, None)
            if page:
                self.pages[name] = page
            total = sum(kept.size for kept in self.pages.values())
            for old in sorted(self.pages, key=lambda key: self.pages[key].used) if total > self.most else ():
                total -= self.pages.pop(old).size
                if total <= self.most:
                    # Answers hold bodies too.
                    self.watch.now.answers.clear()
                    break

    def _press_one(self) -> None:
        """Press the most used page in the background, if there is one and the last is done."""
        if self._pressing is None or self._pressing.done():
            used = [
                (page.uses, name)
                for name, page in list(self.pages.items())
                if page.uses >= OFTEN and not page.pressed
            ]
            if used:
                self._pressing = self._presser.submit(self._press, max(used)[1])

    def _press(self, name: Name) -> None:
        page = self.pages.get(name)
        if page:
            page.press()
            self.watch.now.answers.clear()

    def _handed_on(
        self, found: Given | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """What Django gave while the store looked; else Django itself."""
        if found is None:
            return self.application(environ, start_response)
        start_response(found.status, found.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]


def _called(application: Application, environ: Environ) -> Given:
    """The whole answer to a plain GET of the same page."""
    told: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: object = None) -> None:
        told[:] = [status, headers]

    plain = {key: value for key, value in environ.items() if not key.startswith("HTTP_IF_")}
    body = application(plain | {"REQUEST_METHOD": "GET"}, start_response)
    try:
        whole = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    return Given(told[0], told[1], whole)


def _may_be_kept(given: Given) -> bool:
    control = {part.strip() for part in given.header("cache-control").split(",")}
    return (
        given.status.startswith("200 ")
        and "public" in control
        and control.isdisjoint({"no-store", "private"})
        and not given.header("set-cookie")
        and given.header("vary").lower() in ("", "accept-encoding")
    )


def _answer(environ: Environ, page: Page, moment: Moment) -> Answer:
    headers = [*page.headers, ("ETag", page.etag), *([AWAY] if moment.away else [])]
    if _has(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
        return Answer("304 Not Modified", headers, [], page)
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if page.packs else ""
    body = page.body(encoding)
    headers += [("Content-Type", page.type), ("Content-Length", str(len(body)))]
    headers += [("Content-Encoding", encoding)] if encoding else []
    return Answer("200 OK", headers, [] if environ["REQUEST_METHOD"] == "HEAD" else [body], page)


def _has(header: str, etag: str) -> bool:
    """Does an If-None-Match header name this page? Compared weakly (RFC 9110 §13.1.2)."""
    named = {name.strip().removeprefix("W/") for name in header.split(",")}
    return header.strip() == "*" or etag.removeprefix("W/") in named
