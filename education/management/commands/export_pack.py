"""Write an article into one file that another installation can take in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.clinics.models import Clinic
from education.content.models import Article
from education.exchange.archive import BadArchive, put_in_place
from education.exchange.packs.file import PackRefused
from education.exchange.packs.keys import KeyRefused, read_key
from education.exchange.packs.making import make_pack


class Command(BaseCommand):
    help = "Writes ARTICLE in all its languages, with its signatures, into FILE: a pack. The same article gives the same file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article")
        parser.add_argument("file", type=Path)
        parser.add_argument("--sign-with", type=Path, metavar="KEYFILE", help="a key that make_pack_key made")
        parser.add_argument(
            "--publisher", default="", metavar="NAME", help="who publishes it (default: the first clinic)"
        )
        parser.add_argument("--overwrite", action="store_true", help="replace FILE if it is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        article = Article.objects.filter(key=options["article"]).first()
        if article is None:
            known = ", ".join(Article.objects.order_by("key").values_list("key", flat=True)) or "none"
            raise CommandError(f"There is no article “{options['article']}”. There are: {known}.")
        publisher = options["publisher"] or str(Clinic.objects.default() or "")
        try:
            key = read_key(options["sign_with"]) if options["sign_with"] else None
            body = make_pack(article, publisher, key)
            with put_in_place(file, overwrite=options["overwrite"]) as out:
                out.write(body)
        except (PackRefused, KeyRefused, BadArchive) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as failure:
            raise CommandError(
                f"{file} cannot be written: {failure.strerror}. No half file was left."
            ) from failure
        signed = "signed" if key else "not signed"
        self.stdout.write(f"{file}: {len(body)} bytes, published by {publisher}, {signed}.")
