"""One sentence for what the machine refuses: a database that is away, a disk that is full, a folder that cannot be written.

For the server that does not start and for `manage.py`. What was refused while a page was made is the log's.
"""

import errno
from pathlib import Path

from django.db import OperationalError, connection

from sciatica_site import place

AWAY = "The database at DATABASE_URL does not answer, or not to this user and password: start it, or correct the address."
CONNECTION_LOST = ("08", "57P")
"""How PostgreSQL's codes begin when it is going away."""


def sentence(failure: Exception) -> str:
    """What is known of it; otherwise what the system or the database itself says, in one line."""
    if known := known_sentence(failure):
        return known
    lines = str(failure).strip().splitlines()
    said = lines[0].rstrip(".") if lines else type(failure).__name__
    if isinstance(failure, OperationalError):
        where = _sqlite_file()
        return f"{where}: {said}." if where else f"The database says: {said}."
    if isinstance(failure, OSError) and failure.filename and failure.strerror:
        return f"{failure.filename}: {failure.strerror}."
    return f"{said}."


def known_sentence(failure: Exception) -> str:
    """Empty where the failure is of another kind."""
    if getattr(failure, "errno", None) == errno.ENOSPC or "disk is full" in str(failure):
        return f"The disk is full: make room where {_place(failure)} lies."
    if isinstance(failure, OperationalError) and _has_no_connection(failure):
        return AWAY
    return ""


def _has_no_connection(failure: OperationalError) -> bool:
    """What PostgreSQL says over a connection has a code; what comes without one never got there."""
    code = getattr(failure.__cause__, "sqlstate", None)
    return not _sqlite_file() and (not code or code.startswith(CONNECTION_LOST))


def _place(failure: Exception) -> str | Path:
    """Never from the settings where they may be what failed."""
    if isinstance(failure, OperationalError):
        return _sqlite_file() or place.var()
    return getattr(failure, "filename", None) or place.var()


def _sqlite_file() -> str:
    return str(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else ""
