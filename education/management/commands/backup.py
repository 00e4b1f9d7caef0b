"""Write everything into one file, while people go on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.exchange.archive import BadArchive
from education.exchange.backup import make_backup
from education.exchange.progress import Progress


class Command(BaseCommand):
    help = (
        "Writes all words, signatures, people, answers, pictures and settings that are no secrets into FILE."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace FILE if it is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        progress = Progress(self.stderr, "backup")
        try:
            rows = make_backup(file, progress.told, overwrite=options["overwrite"])
        except BadArchive as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as failure:
            raise CommandError(
                f"{file} cannot be written: {failure.strerror}. No half file was left."
            ) from failure
        finally:
            progress.end()
        self.stdout.write(f"{file}: {rows} rows, {file.stat().st_size} bytes.")
        self.stdout.write("It holds names and the hashes of passwords: keep it where only you can read it.")
        self.stdout.write("The SECRET_KEY is not in it. Keep that too, in another place.")
