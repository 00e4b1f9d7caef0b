"""`manage.py import_words FILE`: takes in what a translator sent back; `--dry-run` only says what it would do."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.content.models import Article
from education.exchange.progress import Progress
from education.exchange.travelling.actions import bring_in
from education.exchange.travelling.entries import FileRefused, Parcel
from education.exchange.travelling.judging import Outcome, Verdict, judge
from education.exchange.travelling.reading import language_of, read_path
from education.exchange.travelling.remarks import Remarks, remarks_on
from education.review.refusals import Refused


class Command(BaseCommand):
    help = (
        "Takes the words of a PO or XLIFF 1.2 file in. Nothing becomes public. A second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--agency", default="", help="who translated; stands in the history of each text")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            parcel = read_path(file)
            language, article = language_of(parcel), _article(parcel)
            if options["dry_run"]:
                verdicts = judge(article, language, parcel, {})
                self._remark(remarks_on(article, language, verdicts))
            else:
                verdicts = self._brought(article, language, parcel, options["agency"])
        except Refused as refusal:
            raise CommandError(f"Nothing was taken in from {file}. {refusal}") from refusal
        except OSError as failure:
            raise CommandError(f"{file} cannot be read: {failure.strerror}.") from failure
        self._say(verdicts, parcel, "dry run, nothing was changed" if options["dry_run"] else "done")

    def _brought(self, article: Article, language: str, parcel: Parcel, agency: str) -> list[Verdict]:
        progress = Progress(self.stdout, language)
        try:
            return bring_in(article, language, parcel, by=None, agency=agency, told=progress.told)
        finally:
            progress.end()

    def _remark(self, remarks: Remarks) -> None:
        for key, found in remarks.by_key.items():
            for remark in found:
                self.stdout.write(f"{key}: {remark.label} {remark.sentence}")
        self.stdout.write(f"Findings: {remarks.total}. To be mended before signing: {remarks.blocking}.")

    def _say(self, verdicts: list[Verdict], parcel: Parcel, end: str) -> None:
        for verdict in verdicts:
            for sentence in verdict.sentences:
                self.stdout.write(f"{verdict.key}: {verdict.outcome.label}: {sentence}")
            if verdict.moved and verdict.standing:
                for change in verdict.changes:
                    self.stdout.write(f"  {change.label}, here: {change.old}")
                    self.stdout.write(f"  {change.label}, file: {change.new}")
        if parcel.obsolete:
            self.stdout.write(f"{parcel.obsolete} obsolete entries were not read")
        counts = Counter(verdict.outcome for verdict in verdicts)
        told = ", ".join(f"{counts[outcome]} {outcome.label}" for outcome in Outcome)
        self.stdout.write(f"{told}: {end}")


def _article(parcel: Parcel) -> Article:
    """The one article that the ids in the file name. Raises FileRefused."""
    named = {entry.id.partition("/")[0] for entry in parcel.entries}
    found = list(Article.objects.filter(key__in=named))
    if len(found) != 1:
        raise FileRefused("Its ids (context, msgctxt) do not name one article that is here.")
    return found[0]
