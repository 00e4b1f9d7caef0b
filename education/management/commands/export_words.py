"""`manage.py export_words ARTICLE LANGUAGE FILE`: the words of one language for a translator, as PO or XLIFF 1.2."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.content.models import Article
from education.exchange.archive import BadArchive, put_in_place
from education.exchange.travelling import po, xliff
from education.exchange.travelling.entries import FileRefused
from education.exchange.travelling.leaving import parcel_of
from education.review.states import State
from education.text.languages import BY_CODE, SOURCE

WRITERS = {"po": po.written, "xliff": xliff.written}


class Command(BaseCommand):
    help = "Writes the words of one language, with their source and notes for the translator, into FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", help="key of the article")
        parser.add_argument("language", choices=[code for code in BY_CODE if code != SOURCE])
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=sorted(WRITERS), help="default: by the name of FILE, else po")
        parser.add_argument(
            "--only", default="", metavar="STATES", help=f"texts in these states: {', '.join(State)}"
        )
        parser.add_argument("--overwrite", action="store_true", help="replace FILE if it is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        article = Article.objects.filter(key=options["article"]).first()
        if article is None:
            raise CommandError(f"There is no article “{options['article']}”.")
        file: Path = options["file"]
        ending = "xliff" if file.suffix in (".xlf", ".xliff") else "po"
        parcel = parcel_of(article, options["language"], _states(options["only"]))
        try:
            body = WRITERS[options["format"] or ending](parcel)
            with put_in_place(file, overwrite=options["overwrite"]) as out:
                out.write(body)
        except (FileRefused, BadArchive) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as failure:
            raise CommandError(
                f"{file} cannot be written: {failure.strerror}. No half file was left."
            ) from failure
        texts = len({entry.id.rpartition("/")[0] for entry in parcel.entries})
        self.stdout.write(f"{file}: {texts} texts, {len(parcel.entries)} entries, {len(body)} bytes.")


def _states(listed: str) -> frozenset[State]:
    try:
        return frozenset(State(name.strip()) for name in listed.split(",") if name.strip())
    except ValueError as failure:
        raise CommandError(f"{failure}. Known states: {', '.join(State)}.") from failure
