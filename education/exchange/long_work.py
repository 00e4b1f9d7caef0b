"""A staff page that tells how far long work is while it is done: without a script, in the answer itself.

The head of the page leaves at once, then a bar at each step, which takes the place of the last one, then what came of it, and
the foot. The work has a thread and a connection of its own, so a page that is closed does not break it off; and it begins after
the middleware, which writes too, is done. Decides nothing about the work, nor what is said at its end.
"""

import logging
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread

from django.db import connections
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from education.exchange.progress import Told
from education.publishing.reference import reference

LOG = logging.getLogger("django.request")
HERE: SafeString = mark_safe("<!-- work -->")
"""Stands twice in the page: where the steps come, and where the end is told. See `staff/_work.html`."""
PERCENT_A_STEP, PERCENT_A_WORD = 5, 25
"""How often the bar grows, and how often a screen reader says so."""
SECONDS_OF_SILENCE = 5
"""Then a line feed is sent: to a proxy a connection on which nothing comes is a dead one."""

Work = Callable[[Told], object]
End = Callable[[object], str]
"""Hears what the work gave, or the exception that it raised; answers with the last part of the page's middle."""


@dataclass(frozen=True)
class _Ended:
    gave: object


Events = SimpleQueue[int | _Ended]
"""Percent, growing, and at last the end."""


def told_page(page: str, work: Work, end: End) -> StreamingHttpResponse:
    """`page`, in which the progress of `work` and its end stand in the two places marked `HERE`."""
    response = StreamingHttpResponse(_parts(page, work, end, translation.get_language() or ""))
    response.headers["X-Accel-Buffering"] = "no"
    return response


def fault_told(request: HttpRequest, failure: BaseException) -> str:
    """The sentence for a fault of ours that ended the work, which goes into the log under the reference that it gives."""
    LOG.error("Long work failed", exc_info=failure, extra={"request": request, "status_code": 500})
    return _(
        "The fault is ours, not yours. Try again in a few minutes. If you tell us about it, give this reference: %(reference)s"
    ) % {"reference": reference(request)}


def begin(work: Callable[[], None]) -> None:
    """Let it run by itself. It ends with the server: a transaction that is open then is undone."""
    Thread(target=_closing_connections, args=(work,), daemon=True, name="long-work").start()


def _closing_connections(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connections.close_all()


def _parts(page: str, work: Work, end: End, language: str) -> Iterator[str]:
    """The middleware is over, and with it the language of the person: each part that has words sets it again."""
    head, middle, foot = page.split(HERE)
    yield head + _step(0, language)
    events: Events = SimpleQueue()
    begin(partial(_do, work, events, language))
    ended = yield from _steps(events, language)
    with translation.override(language):
        told = end(ended.gave)
    yield middle + told + foot


def _do(work: Work, events: Events, language: str) -> None:
    """Where an exception ends it, that is what it gave."""
    last = 0

    def told(done: int, whole: int) -> None:
        nonlocal last
        percent = 100 * done // max(whole, 1) // PERCENT_A_STEP * PERCENT_A_STEP
        if percent > last:
            last = percent
            events.put(percent)

    gave: object
    try:
        with translation.override(language):
            gave = work(told)
        told(1, 1)
    except Exception as failure:
        gave = failure
    events.put(_Ended(gave))


def _steps(events: Events, language: str) -> Generator[str, None, _Ended]:
    while True:
        try:
            event = events.get(timeout=SECONDS_OF_SILENCE)
        except Empty:
            yield "\n"
            continue
        if isinstance(event, _Ended):
            return event
        yield _step(event, language)


def _step(percent: int, language: str) -> str:
    with translation.override(language):
        is_said = percent % PERCENT_A_WORD == 0
        return render_to_string("staff/_work_step.html", {"percent": percent, "is_said": is_said})
