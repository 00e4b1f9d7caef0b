"""How the server logs: one JSON line an event in production, plain lines in local mode.

What is written of a request: its method, the pattern of its route, the status and the reference that the error page shows.
Of an exception: its kind, and where it came from. No address, path, query string, cookie, form field or local variable,
and no message of an exception: the database puts the values of a row into its own.
"""

import logging
import traceback
from collections.abc import Iterator, MutableMapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from django.http import HttpRequest

from education.publishing.reference import reference
from sciatica_site import place

Event = MutableMapping[str, Any]


def logging_settings(*, level: str, readable: bool) -> dict[str, Any]:
    """Django's LOGGING. `readable` is for a person at a terminal, otherwise a log collector reads."""
    last: tuple[Any, ...] = (
        (structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),)
        if readable
        else (without_words, structlog.processors.JSONRenderer())
    )
    shared = (
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        about_the_request,
    )
    processors = (structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "events": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": processors,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # A wrong address is the reader's mistake, answered by a page; only our own faults are events.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # It writes addresses and names; its own table, which staff see, holds the same.
            "axes": {"level": "CRITICAL"},
            # The server, which sets its level itself, and else would write plain lines.
            "_granian": {"handlers": [], "propagate": True},
        },
    }


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Granian warns, at each start on a machine with few cores, of the number of threads that `settings` means."""
    return "Python threads, which seems quite high" not in record.getMessage()


def about_the_request(_logger: object, _verb: str, event: Event) -> Event:
    """Django's events about a request hold its path, and a path can hold a token."""
    record = event["_record"]
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return event
    status = getattr(record, "status_code", None)
    match = request.resolver_match
    return {
        **event,
        "event": HTTPStatus(status).phrase if status in set(HTTPStatus) else "A request failed",
        "status": status,
        "method": request.method,
        "route": match.route if match else "none",
        "reference": reference(request),
    }


def without_words(_logger: object, _verb: str, event: Event) -> Event:
    """An exception as its kinds and places, newest cause last."""
    event.pop("stack_info", None)
    info = event.pop("exc_info", None)
    failure = info[1] if isinstance(info, tuple) else info
    if isinstance(failure, BaseException):
        event["exception"] = [line for cause in _causes(failure) for line in _told(cause)]
    return event


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while failure is not None and id(failure) not in seen:
        seen.add(id(failure))
        yield failure
        failure = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)


def _told(failure: BaseException) -> Iterator[str]:
    kind = type(failure)
    yield f"{kind.__module__}.{kind.__qualname__}"
    for frame in traceback.extract_tb(failure.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"


def _short(file: str) -> str:
    """From the project's folder, or from the library's own."""
    path = Path(file)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(place.PROJECT)) if path.is_relative_to(place.PROJECT) else path.name
