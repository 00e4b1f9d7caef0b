"""Prints what the board costs at 300 units in 40 languages: bytes, queries, time, and the ratio to an empty admin page.

    .venv/bin/python benchmarks/board.py

First with texts that nobody checked yet, as each look checks some of them; then with the findings of all 12,000 texts shown.
"""

import time

from measuring.database import fresh_database

# isort: split
from django.test import Client
from django.utils import timezone
from large_article import ALL_LANGUAGES, PEOPLE, UNITS, make_large_article
from measuring.pages import EMPTY_PAGE, HEAD, line, milliseconds

from education.content.models import Article
from education.review.board import board_of
from education.review.board_findings import findings_of_board
from education.text.languages import BY_CODE

BOARD = "/staff/words/sciatica/"


def main() -> None:
    fresh_database()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(make_large_article())
    client.get(BOARD)
    yardstick, processor = milliseconds(lambda: client.get(EMPTY_PAGE))
    print(f"{UNITS} units in {ALL_LANGUAGES} languages, {PEOPLE} people")
    print(f"{'page':<44}{HEAD}")
    print(f"{EMPTY_PAGE + ' (yardstick)':<62}{'':>9}{yardstick:>8.1f}{processor:>8.1f}{1:>8.1f}")
    print(f"{'findings not checked yet':<44}{line(client, BOARD, yardstick)}")
    begun = time.perf_counter()
    texts = check_all()
    print(f"  (then {texts} texts were checked in {time.perf_counter() - begun:.0f} s)")
    for query in ("", "?mine=on", "?language=es", "?findings=blocking"):
        print(f"{BOARD + query:<44}{line(client, BOARD + query, yardstick)}")
    print(f"{'/staff/':<44}{line(client, '/staff/', yardstick)}")


def check_all() -> int:
    """How many texts were checked: all that were not yet."""
    board = board_of(Article.objects.get(), list(BY_CODE), timezone.localdate())
    before = findings_of_board(board, at_most=0).unchecked
    findings_of_board(board, at_most=None)
    return before


if __name__ == "__main__":
    main()
