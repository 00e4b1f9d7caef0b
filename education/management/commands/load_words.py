"""Load the words that come with the software, for every article under `education/shipped`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.exchange.progress import Progress
from education.exchange.receiving import last_digests
from education.exchange.report import Report
from education.exchange.shipped import SHIPPED, ShippedWordsRefused, digest_of, load_release, read_release
from education.review.refusals import Refused


class Command(BaseCommand):
    help = "Loads the shipped article in all its languages. Words changed here are kept. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="*", type=Path, help="folders of shipped words (default: all that ship)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folders = options["folder"] or sorted(path for path in SHIPPED.iterdir() if path.is_dir())
        known = last_digests()
        for folder in folders:
            if digest_of(folder) in known:
                self.stdout.write(f"{folder.name}: nothing new since these words were loaded")
                continue
            self._load(folder)

    def _load(self, folder: Path) -> None:
        progress = Progress(self.stdout, folder.name)
        try:
            release = read_release(folder)
            report = load_release(release, progress.told)
        except (ShippedWordsRefused, Refused) as refusal:
            raise CommandError(f"Nothing was loaded from {folder.name}.\n{refusal}") from refusal
        finally:
            progress.end()
        self._say(folder.name, report)
        for problem in release.problems:
            self.stderr.write(str(problem))

    def _say(self, name: str, report: Report) -> None:
        for line in report.lines(name):
            self.stdout.write(line)
        if report.waits:
            self.stdout.write("See “New wording from the project” in the staff area.")
