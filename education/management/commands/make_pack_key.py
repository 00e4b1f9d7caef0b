"""Make the key with which a publisher signs packs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.exchange.packs.keys import KeyRefused, make_key


class Command(BaseCommand):
    help = "Writes a new private key into FILE, which must not be there yet, and prints its public key."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            public = make_key(options["file"])
        except KeyRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(public)
        self.stderr.write("This is the public key: give it to those who shall trust your packs.")
        self.stderr.write(
            f"Keep {options['file']} secret and keep a copy: whoever has it signs in your name."
        )
