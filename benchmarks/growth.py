"""Prints what becomes of readers as the installation grows: articles, languages, and clinics by their host names.

    .venv/bin/python benchmarks/growth.py [seconds for each figure, 3 if left out] [articles|languages|clinics]

By size: what one core serves of one page read by all (aim: within 10 % of the smallest size), and of up to 1,000 pages of that
size read by chance, after each was read once (what the store cannot hold is made anew); the processor's time for a page that
is not in the store (aim: within 1.5 times); and the memory of the server, whose store is bounded by PAGE_STORE_MIB. The
article is the shipped one, signed; further ones have three texts in two languages; languages beyond the twelve repeat Spanish.
"""

import os
import random
import shutil
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

os.environ["DJANGO_SETTINGS_MODULE"] = "measuring.widened"
from measuring.database import FOLDER, fresh_database, load_words, make_clinic

# isort: split
from django.db import connections
from measuring import wrk
from measuring.grown import SPOKEN, add_articles, add_clinics, add_columns, sign_everything
from measuring.machine import heading, stay_with_the_readers
from measuring.serving import HOST, PROXIED, Program, gather, serving

from education.clinics.models import Clinic
from education.content.models import Article
from education.text.languages import BY_CODE

SHIPPED = [code for code in BY_CODE if not code.startswith("x")]
BROTLI = {"Accept-Encoding": "br"}
COLD = "/en/sciatica/?cold"
"""A query is never kept, so such a page is made each time."""
COLD_ROUNDS, ROUNDS = 25, 3
MOST_PAGES = 1000
"""Of all pages of a size, those that are read by chance: more could not be read once each in a minute."""
HEAD = (
    f"{'one page':>10}{'ratio':>7}{'any page':>10}{'ratio':>7}{'of':>7}{'cold ms':>9}{'ratio':>7}{'MiB':>7}"
)
Page = tuple[str, str]


@dataclass(frozen=True)
class Size:
    """One row: how many there are, all pages that readers read there, and the settings of the server."""

    number: int
    pages: list[Page]
    settings: str = "sciatica_site.settings"
    host: str = HOST


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    wanted = sys.argv[2:] or list(GROWTH)
    print(heading("Growth, one core", "wrk"))
    stay_with_the_readers()
    prepare()
    for what in wanted:
        shutil.copy(FOLDER / "base.sqlite3", FOLDER / "education.sqlite3")
        print(f"\n{what:<12}{HEAD}")
        first: list[float] = []
        for size in GROWTH[what]():
            connections.close_all()
            found = measured(size, seconds)
            first = first or found
            print(row(size, found, first), flush=True)


def prepare() -> None:
    """The smallest installation, kept as a file to begin each table with."""
    fresh_database()
    add_columns()
    load_words()
    make_clinic(languages=SHIPPED)
    sign_everything(list(BY_CODE))
    gather()
    connections.close_all()
    shutil.copy(FOLDER / "education.sqlite3", FOLDER / "base.sqlite3")


def articles() -> Iterator[Size]:
    set_languages(SHIPPED)
    for number in (1, 100, 10_000):
        add_articles(number - Article.objects.count())
        keys = ["sciatica", *(f"article-{place}" for place in range(1, number))]
        yield Size(number, [(HOST, f"/{code}/{key}/") for key in keys for code in SPOKEN])


def languages() -> Iterator[Size]:
    for number in (1, 12, 40):
        codes = list(BY_CODE)[:number]
        set_languages(codes)
        settings = "measuring.widened" if number > len(SHIPPED) else "sciatica_site.settings"
        yield Size(number, [(HOST, f"/{code}/sciatica/") for code in codes], settings)


def clinics() -> Iterator[Size]:
    set_languages(SHIPPED)
    hosts = [HOST]
    for number in (1, 100, 1000):
        hosts += add_clinics(number - len(hosts), SHIPPED)
        yield Size(number, [(host, "/en/sciatica/") for host in hosts], host=hosts[-1])


GROWTH: dict[str, Callable[[], Iterable[Size]]] = {
    "articles": articles,
    "languages": languages,
    "clinics": clinics,
}


def set_languages(codes: list[str]) -> None:
    Clinic.objects.filter(key="bench").update(languages=codes)


def measured(size: Size, seconds: float) -> list[float]:
    """Requests a second of one page and of any page, milliseconds of a cold page, MiB."""
    pages = random.Random(7).sample(size.pages, min(MOST_PAGES, len(size.pages)))
    headers = PROXIED | BROTLI
    with serving(size.settings) as program:
        cold = program.milliseconds(COLD, COLD_ROUNDS, **BROTLI, Host=size.host)
        one = median_rate(program, seconds, headers | {"Host": size.host}, "")
        for host, path in pages:
            status, _headers, _body = program.answer(path, **BROTLI, Host=host)
            assert status == 200, (host, path, status)
        script = wrk.spread(pages, headers)
        return [one, median_rate(program, seconds, headers, script), cold, program.memory()]


def median_rate(program: Program, seconds: float, headers: dict[str, str], script: str) -> float:
    """The median of three rounds: while pages are new, the server also makes their bytes smaller."""
    rates = [
        wrk.rate(program.port, "/en/sciatica/", seconds, headers, script=script) for _round in range(ROUNDS)
    ]
    assert not any(rate.failed for rate in rates), rates
    return statistics.median(rate.a_second for rate in rates)


def row(size: Size, found: list[float], first: list[float]) -> str:
    (one, spread, cold, memory), of = found, [now / then for now, then in zip(found, first, strict=True)]
    asked = min(MOST_PAGES, len(size.pages))
    return (
        f"{size.number:<12,}{one:>10.0f}{of[0]:>7.2f}{spread:>10.0f}{of[1]:>7.2f}{asked:>7}"
        f"{cold:>9.1f}{of[2]:>7.2f}{memory:>7.0f}"
    )


if __name__ == "__main__":
    main()
