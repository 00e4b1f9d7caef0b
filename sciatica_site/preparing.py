"""What must be there before the first page in local mode: tables, words, demo people, message catalogues, static files.

Each step is quick when there is nothing to do. In production an operator gives the same commands one by one.
"""

import hashlib
import io
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

MANIFEST = "staticfiles.json"


def prepare() -> str:
    """The password of the demo people if they were made now, else nothing."""
    # First of all: words that are loaded once in a process stay as they were.
    call_command("compile_catalogues", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    # Its counts are for an operator; what is wrong with the words goes to stderr and is seen.
    call_command("load_words", verbosity=0, stdout=io.StringIO())
    collect_static()
    # Last of all: a password that is shown once must not be lost to a step that fails after it.
    password = io.StringIO()
    call_command("create_demo_people", stdout=password)
    # The server's workers are forks of this process, and a SQLite connection must not cross a fork.
    connections.close_all()
    return password.getvalue().strip()


def collect_static() -> None:
    """Compressing takes seconds, so it is done again only when a file has changed."""
    stamp, sources = Path(settings.VAR) / "static-sources", _digest_of_sources()
    if (Path(settings.STATIC_ROOT) / MANIFEST).exists() and stamp.exists() and stamp.read_text() == sources:
        return
    print("Compressing the static files: a few seconds, once …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(sources)


def _digest_of_sources() -> str:
    found = [
        f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
