"""Prints what the public pages weigh and cost: bytes with their style (brotli), queries, and server time, by language.

    .venv/bin/python benchmarks/pages.py

The ratio is to the redirect from /en to /en/ in the same run.
"""

from measuring.database import fresh_database, load_words

# isort: split
from django.core.management import call_command
from django.test import Client
from measuring.pages import HEAD, line, milliseconds

from education.clinics.demo import open_demo
from education.exchange.shipped import shipped_languages

ROUNDS = 15


def main() -> None:
    fresh_database()
    call_command("compile_catalogues", verbosity=0)
    load_words()
    open_demo(shipped_languages())
    client = Client(HTTP_HOST="127.0.0.1")
    yardstick, _processor = milliseconds(lambda: client.get("/en"), ROUNDS)
    print(f"yardstick (sending /en on to /en/): {yardstick:.1f} ms\n")
    print(f"{'page':<18}{HEAD}")
    for language in shipped_languages():
        for path in (f"/{language}/", f"/{language}/sciatica/"):
            print(f"{path:<18}{line(client, path, yardstick, quality=11, rounds=ROUNDS)}")


if __name__ == "__main__":
    main()
