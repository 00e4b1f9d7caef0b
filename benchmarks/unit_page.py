"""Prints what the page of one text costs in an article of 300 units in 40 languages, with the ratio to an empty admin page.

.venv/bin/python benchmarks/unit_page.py
"""

from measuring.database import fresh_database

# isort: split
from django.test import Client
from large_article import ALL_LANGUAGES, UNITS, make_large_article
from measuring.pages import EMPTY_PAGE, HEAD, line, milliseconds

TEXT = "/staff/words/sciatica/{}/a-part-of-the-article-{}/"
PAGES = {
    "signed": ("es", 3),
    "asked for, safety": ("es", 1),
    "outdated": ("es", 0),
    "draft": ("es", 2),
    "the source": ("en", 3),
    "right to left": ("ar", 4),
}


def main() -> None:
    fresh_database()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(make_large_article())
    client.get(EMPTY_PAGE)
    yardstick, processor = milliseconds(lambda: client.get(EMPTY_PAGE))
    print(f"{UNITS} units in {ALL_LANGUAGES} languages")
    print(f"{'page of a text':<30}{HEAD}")
    print(f"{'empty admin page (yardstick)':<48}{'':>9}{yardstick:>8.1f}{processor:>8.1f}{1:>8.1f}")
    for name, place in PAGES.items():
        print(f"{name:<30}{line(client, TEXT.format(*place), yardstick)}")
    sign = "/staff/words/sciatica/es/sign/"
    print(f"{'200 texts to sign':<30}{line(client, sign, yardstick, rounds=3)}")


if __name__ == "__main__":
    main()
