"""Prints what the public pages weigh and cost: bytes with their style (brotli), queries, and server time, by language.

    .venv/bin/python benchmarks/pages.py

Server time is that of Django's test client on this machine, as a ratio to the redirect from /en to /en/ in the same run.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {
    "LOCAL": "yes",
    "VAR": tempfile.mkdtemp(prefix="sciatica-bench-"),
    "DJANGO_SETTINGS_MODULE": "tests.settings",
}

import brotli
import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from education.clinics.demo import open_demo  # noqa: E402
from education.exchange.shipped import shipped_languages  # noqa: E402

ROUNDS = 15


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("compile_catalogues", verbosity=0)
    call_command("load_words", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    open_demo(shipped_languages())
    client = Client(HTTP_HOST="127.0.0.1")
    yardstick = milliseconds(lambda: client.get("/en"))
    print(f"yardstick (sending /en on to /en/): {yardstick:.1f} ms\n")
    print(f"{'page':<18}{'bytes':>9}{'brotli':>9}{'queries':>9}{'ms':>8}{'ratio':>8}")
    for language in shipped_languages():
        for path in (f"/{language}/", f"/{language}/sciatica/"):
            report(client, path, yardstick)


def report(client: Client, path: str, yardstick: float) -> None:
    with CaptureQueriesContext(connection) as queries:
        body = client.get(path).content
        asked = len(queries)
    spent = milliseconds(lambda: client.get(path))
    packed = len(brotli.compress(body))
    print(f"{path:<18}{len(body):>9}{packed:>9}{asked:>9}{spent:>8.1f}{spent / yardstick:>8.1f}")


def milliseconds(work: Callable[[], object]) -> float:
    """Median time of one call."""
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
