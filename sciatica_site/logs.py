"""How the server logs: one JSON line an event in production, plain lines in local mode.

Only the event, its level and its traceback are written: no address, no query string, no cookie, no form field.
"""

from typing import Any

import structlog

SHARED = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def logging_settings(*, level: str, readable: bool) -> dict[str, Any]:
    """Django's LOGGING. `readable` is for a person at a terminal, otherwise a log collector reads."""
    last: tuple[Any, ...] = (
        (structlog.dev.ConsoleRenderer(colors=False),)
        if readable
        else (structlog.processors.format_exc_info, structlog.processors.JSONRenderer())
    )
    processors = (structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "events": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
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
        },
    }
