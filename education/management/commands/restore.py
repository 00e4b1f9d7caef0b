"""Bring everything back out of a file that `backup` wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.exchange.archive import BadArchive
from education.exchange.progress import Progress
from education.exchange.restore import Restored, restore_backup


class Command(BaseCommand):
    help = "Restores FILE into an empty database, whole or not at all. Stop the servers first, and start them afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="lose everything that is in the database now"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        progress = Progress(self.stderr, "restore")
        try:
            restored = restore_backup(options["file"], progress.told, replace=options["replace"])
        except BadArchive as refusal:
            raise CommandError(str(refusal)) from refusal
        finally:
            progress.end()
        self._say(restored)

    def _say(self, restored: Restored) -> None:
        manifest = restored.manifest
        self.stdout.write(
            f"Restored: {manifest.rows} rows of {manifest.made_at}, release {manifest.software}."
        )
        if restored.other_key:
            self.stdout.write(
                "The SECRET_KEY is not the one of the backup. Second factors are encrypted with it, so they cannot be read: "
                "put the old key into SECRET_KEY or SECRET_KEY_FALLBACKS, or everybody must set up a second factor anew. "
                "Links in mails that were sent before are worthless."
            )
        for name, (then, now) in sorted(restored.other_settings.items()):
            self.stdout.write(f"{name} was {then or 'not set'} then and is {now or 'not set'} now.")
        self.stdout.write(
            "Everybody signs in anew. Start the servers again, so that no page of before is kept."
        )
