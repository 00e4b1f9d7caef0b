"""`manage.py aggregate_attempts`: to be run once a week or oftener, by a timer of the server."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from education.quiz.totals import add_up


class Command(BaseCommand):
    help = "Adds up answers to the quiz that are older than the clinic keeps them, and then deletes them."

    def handle(self, *args: Any, **options: Any) -> None:
        aged = add_up(timezone.localdate())
        self.stdout.write(
            f"{aged.attempts} attempts added up and deleted, {aged.secrets} secrets of past days forgotten."
        )
