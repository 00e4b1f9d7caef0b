"""`manage.py ready`: the first-run checklist for operators. Ends with 1 where something is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from education.clinics.models import Clinic
from education.staff.readiness import readiness

NO_SUCH = "There is no such clinic. Without --clinic all of them are looked at."
NONE_YET = "There is no clinic yet. Sign in at /staff/ as the operator (manage.py createsuperuser) and add one under Clinics."


class Command(BaseCommand):
    help = "Says whether a clinic's copy is ready to be opened to patients, and what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clinic", default="", help="key of the clinic; all of them without it")

    def handle(self, *args: Any, **options: Any) -> None:
        clinics = Clinic.objects.order_by("pk")
        if options["clinic"]:
            clinics = clinics.filter(key=options["clinic"])
        if not clinics:
            raise CommandError(NO_SUCH if options["clinic"] else NONE_YET)
        lacking = sum(self._told(clinic) for clinic in clinics)
        if lacking:
            raise CommandError(f"Not ready to open: {lacking} missing.")
        self.stdout.write("Ready to open.")

    def _told(self, clinic: Clinic) -> int:
        """Prints the lines of a clinic; answers how many are missing."""
        lines = readiness(clinic)
        self.stdout.write(f"{clinic} ({clinic.key})")
        for line in lines:
            mark = "done   " if line.is_done else "MISSING"
            self.stdout.write(f"  {mark}  {line.what}{'' if line.is_done else ': ' + line.lacking}")
        return sum(not line.is_done for line in lines)
