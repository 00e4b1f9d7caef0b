"""`manage.py review_digest`: mail each person what waits for them and what falls due. Made for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from education.clinics.models import Clinic
from education.review.digest import send_digests


class Command(BaseCommand):
    help = "Mails each person what waits for them, at most once a day. A second run on the same day mails nobody twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clinic", default="", help="key of the clinic; all of them without it")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = (
            Clinic.objects.filter(key=options["clinic"])
            if options["clinic"]
            else Clinic.objects.order_by("pk")
        )
        if options["clinic"] and not chosen:
            raise CommandError("There is no such clinic.")
        sent = send_digests(timezone.localdate(), chosen)
        self.stdout.write(
            f"{sent.mails} mailed, {sent.earlier} had their mail today, {sent.idle} with nothing waiting."
        )
        if sent.failed:
            raise CommandError(
                f"{sent.failed} could not be mailed. The next run tries again; see EMAIL_URL and the log."
            )
