"""What a load balancer asks: is the process alive (`/healthz`), and can it serve everything (`/readyz`).

Anybody may ask, under any host name and without HTTPS, so the answers are words for an operator and name no machine, version or
table. A server that is not ready still serves the published pages that it holds: `deploy/nginx.conf` does not take it out.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import cache
from threading import Lock

from django.core.cache import caches
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse

from sciatica_site.cache import SoftRedisCache

SLOWEST_ANSWER_S = 2.5
"""More than a connection may take. A database that hangs holds one thread of its own, and no reader."""
AWAY = "The database does not answer."
BEHIND = "The tables are older than the program: run manage.py migrate."


class Asking:
    """One question at a time, outside the threads that serve readers."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readyz")
        self._open: Future[str] | None = None
        self._lock = Lock()

    def trouble(self) -> str:
        """What is wrong with the database, in words; nothing if it can be used."""
        with self._lock:
            if self._open is None or self._open.done():
                self._open = self._thread.submit(trouble_with_the_database)
            asked = self._open
        try:
            return asked.result(timeout=SLOWEST_ANSWER_S)
        except TooLate:
            return AWAY


asking = Asking()


def alive(request: HttpRequest) -> HttpResponse:
    return _said("alive", 200)


def ready(request: HttpRequest) -> HttpResponse:
    if trouble := asking.trouble():
        return _said(f"not ready: {trouble}", 503)
    return _said(f"ready\n{_cache_state()}", 200)


def trouble_with_the_database() -> str:
    """Asks over a connection of its own, so that an old one that hangs or is cut tells nothing."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        return BEHIND if _known_migrations() - set(applied) else ""
    except DatabaseError:
        return AWAY
    finally:
        connection.close()


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _cache_state() -> str:
    shared = caches["default"]
    if not isinstance(shared, SoftRedisCache):
        return "cache: in this process"
    return "cache: answers" if shared.answers else "cache: does not answer; each process keeps its own"


def _said(words: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(
        f"{words}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers
    )
