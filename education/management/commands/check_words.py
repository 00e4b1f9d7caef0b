"""`manage.py check_words`: check every text now, so that boards and signing pages need not do it while somebody waits."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from education.content.models import Article
from education.review.board import board_of
from education.review.board_findings import findings_of_board
from education.text.languages import LANGUAGES


class Command(BaseCommand):
    help = "Checks all texts that nobody checked yet. Needs a cache that the servers share: see CACHE_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
            raise CommandError(
                "Without CACHE_URL each server keeps findings in its own memory. Use “Check texts now” on the board."
            )
        for article in Article.objects.order_by("key"):
            board = board_of(article, [language.code for language in LANGUAGES], timezone.localdate())
            found = findings_of_board(board, at_most=None)
            blocking = sum(tally.blocking for tally in found.tallies.values())
            self.stdout.write(f"{article}: {len(found.tallies)} texts checked, {blocking} blocking findings.")
