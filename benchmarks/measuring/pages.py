"""What a page costs: a clock, and one line of a table.

Times are medians of several calls of the test client. Beside the time on the wall stands that of the processor, which other
work on the same machine hardly moves; the ratio is the wall's, to a yardstick that is measured in the same run.
"""

import statistics
import time
from collections.abc import Callable

import brotli
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS = 7
HEAD = f"{'bytes':>9}{'brotli':>9}{'queries':>9}{'ms':>8}{'cpu ms':>8}{'ratio':>8}"
EMPTY_PAGE = "/staff/education/citation/"
"""A page of the admin with an empty list: what any staff page costs at least."""


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
