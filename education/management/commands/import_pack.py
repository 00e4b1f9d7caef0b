"""Take in a pack: the words of an article as another publisher has them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.exchange.packs.file import PackRefused, read_bytes
from education.exchange.packs.pack import Pack
from education.exchange.packs.reading import read_pack
from education.exchange.packs.taking import Taken, take_in
from education.exchange.progress import Progress
from education.review.refusals import Refused


class Command(BaseCommand):
    help = "Takes the pack FILE in. Words changed here are kept; nothing is signed by it. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        progress = Progress(self.stderr, options["file"].name)
        try:
            pack = read_pack(read_bytes(options["file"]))
            taken = take_in(pack, by=None, dry_run=options["dry_run"], told=progress.told)
        except (PackRefused, Refused) as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal
        finally:
            progress.end()
        self._say(pack, taken)
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was changed.")

    def _say(self, pack: Pack, taken: Taken) -> None:
        report, name = taken.report, pack.offering.article
        sealed = (
            "signed by a publisher trusted here"
            if taken.publisher
            else "signed"
            if pack.key
            else "not signed"
        )
        self.stdout.write(f"{name}: a pack of {pack.publisher}, {sealed}")
        if report.unchanged:
            self.stdout.write(f"{name}: nothing new since this pack was taken in")
        for line in report.lines(name):
            self.stdout.write(line)
        if report.waits:
            self.stdout.write("See “New wording from the project” in the staff area.")
        if pack.signed and taken.publisher:
            self.stdout.write("Its signatures can be accepted in the staff area, under “Packs”.")
