"""Make a demonstration clinic with an author, a translator, a reviewer and a manager, on one's own computer only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from education.clinics.demo import open_demo
from education.exchange.shipped import shipped_languages


class Command(BaseCommand):
    help = "Makes a demonstration clinic and four accounts with one random password. Does nothing where anybody exists."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError(
                "Demonstration accounts are for LOCAL=yes only. Use createsuperuser in production."
            )
        password = open_demo(shipped_languages())
        if password:
            self.stdout.write(password)
