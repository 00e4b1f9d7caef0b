"""Load the words that come with the software, for every article under `education/shipped`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.exchange.shipped import SHIPPED, Report, ShippedWordsRefused, load_release, read_release


class Command(BaseCommand):
    help = "Loads the shipped article in all its languages. Words changed here are kept. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="*", type=Path, help="folders of shipped words (default: all that ship)"
        )
        parser.add_argument(
            "--facts",
            action="store_true",
            help="also renew weights, order and urgency of units that exist already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folders = options["folder"] or sorted(path for path in SHIPPED.iterdir() if path.is_dir())
        for folder in folders:
            try:
                report = load_release(read_release(folder), facts=options["facts"])
            except ShippedWordsRefused as refusal:
                raise CommandError(f"Nothing was loaded from {folder.name}.\n{refusal}") from refusal
            self._say(folder.name, report)

    def _say(self, name: str, report: Report) -> None:
        for language in sorted({*report.new, *report.followed, *report.same}):
            new, followed, same = (
                count.get(language, 0) for count in (report.new, report.followed, report.same)
            )
            self.stdout.write(f"{name} {language}: {new} new, {followed} renewed, {same} unchanged")
        for kept in report.kept:
            self.stdout.write(f"{name} {kept}: changed here, so our wording was kept")
        for problem in report.problems:
            self.stderr.write(str(problem))
