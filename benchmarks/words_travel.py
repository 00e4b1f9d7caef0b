"""Prints what it costs to send the words of one language and to take them in: 300 units, with the ratio to an empty page.

    .venv/bin/python benchmarks/words_travel.py

Every text of the file that comes in is changed; then the same file comes once more, and once with a single changed text.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from measuring.database import fresh_database

# isort: split
from django.db import connection
from django.test import Client
from large_article import UNITS, make_large_article
from measuring.pages import EMPTY_PAGE, milliseconds

from education.content.models import Article
from education.exchange.travelling import po, xliff
from education.exchange.travelling.actions import bring_in
from education.exchange.travelling.entries import Parcel
from education.exchange.travelling.leaving import parcel_of
from education.exchange.travelling.reading import read

LANGUAGE = "es"
BODY = (
    "La ciática es un dolor que va de la parte baja de la espalda a una pierna. Suele empezar cuando algo aprieta un nervio. "
    "La mayoría mejora en 6 semanas sin operación.\n\n- Siga en movimiento todo lo que pueda.\n- Llame al "
    "{{emergency_number}} enseguida si no siente nada entre las piernas.\n\nPuede tomar un calmante suave 3 días. {}"
)
WRITERS = {"PO": po.written, "XLIFF": xliff.written}


class Queries:
    """Counts them, and costs nothing: what Django itself counts with asks SQLite once more for each."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        self.count += 1
        return execute(*asked)


def main() -> None:
    fresh_database()
    client = Client(HTTP_HOST="127.0.0.1")
    person = make_large_article()
    client.force_login(person)
    client.get(EMPTY_PAGE)
    yardstick, _processor = milliseconds(lambda: client.get(EMPTY_PAGE))
    article = Article.objects.get()
    print(f"{UNITS} units, one language; the yardstick is an empty admin page: {yardstick:.1f} ms")
    print(f"{'what':<44}{'bytes':>9}{'queries':>9}{'seconds':>9}{'cpu s':>8}{'ratio':>8}")

    def told(what: str, work: str, file: bytes = b"") -> bytes:
        queries = Queries()
        begun, used = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(queries):
            made = WRITERS[work](parcel_of(article, LANGUAGE)) if work in WRITERS else b""
            if file:
                bring_in(article, LANGUAGE, read(file), by=person, agency="Bench")
        wall, processor = time.perf_counter() - begun, time.process_time() - used
        size = len(made or file)
        print(
            f"{what:<44}{size:>9}{queries.count:>9}{wall:>9.2f}{processor:>8.2f}{wall * 1000 / yardstick:>8.0f}"
        )
        return made

    for name, written in WRITERS.items():
        told(f"export as {name}", name)
        parcel = parcel_of(article, LANGUAGE)
        changed = written(_changed(parcel, f"Con {name}.", len(parcel.entries)))
        told(f"import of {name}, all changed", "", changed)
        told(f"import of {name}, once more", "", changed)
        told(f"import of {name}, one changed", "", written(_changed(parcel_of(article, LANGUAGE), "Una.", 2)))


def _changed(parcel: Parcel, words: str, count: int) -> Parcel:
    """The first entries say something else."""
    entries = [
        replace(entry, target=BODY.format(words) if entry.id.endswith("/body") else f"Parte {place} {words}")
        if place < count
        else entry
        for place, entry in enumerate(parcel.entries)
    ]
    return replace(parcel, entries=tuple(entries))


if __name__ == "__main__":
    main()
