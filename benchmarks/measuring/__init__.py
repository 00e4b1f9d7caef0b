"""What the benchmarks of pages share: Django on a fresh database in a folder that goes, a clock, and one line of a table.

Import it before anything of the project. Prints nothing by itself, and lies in a folder so that `make bench` does not run it.
Times are medians of several calls of the test client. Beside the time on the wall stands that of the processor, which other
work on the same machine hardly moves; the ratio is the wall's, to a yardstick that is measured in the same run.
"""

import atexit
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
FOLDER = tempfile.mkdtemp(prefix="sciatica-bench-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ |= {"LOCAL": "yes", "VAR": FOLDER, "DJANGO_SETTINGS_MODULE": "tests.settings"}

import brotli  # noqa: E402
import django  # noqa: E402

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

__all__ = ["EMPTY_PAGE", "HEAD", "Client", "call_command", "fresh_database", "line", "milliseconds"]

ROUNDS = 7
HEAD = f"{'bytes':>9}{'brotli':>9}{'queries':>9}{'ms':>8}{'cpu ms':>8}{'ratio':>8}"
EMPTY_PAGE = "/staff/education/citation/"
"""A page of the admin with an empty list: what any staff page costs at least."""


def fresh_database() -> None:
    call_command("migrate", verbosity=0)


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median time of one call: on the wall, and of the processor."""
    walls, processors = [], []
    for _round in range(rounds):
        begun, used = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - begun) * 1000)
        processors.append((time.process_time() - used) * 1000)
    return statistics.median(walls), statistics.median(processors)


def line(client: Client, path: str, yardstick: float, *, quality: int = 5, rounds: int = ROUNDS) -> str:
    """What one page weighs and costs, under HEAD; the queries are those of the first look, the time that of the later ones."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        asked = len(queries)
    assert response.status_code == 200, response.status_code
    wall, processor = milliseconds(lambda: client.get(path), rounds)
    packed = len(brotli.compress(response.content, quality=quality))
    return f"{len(response.content):>9}{packed:>9}{asked:>9}{wall:>8.1f}{processor:>8.1f}{wall / yardstick:>8.1f}"
