"""`manage.py forget_sign_ins`: remove ended sessions, and what wrong passwords left. Made for a daily timer."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from education.clinics.sessions import StaffSession


class Command(BaseCommand):
    help = "Removes ended sessions, and the addresses from which wrong passwords came."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        sessions, _all = StaffSession.objects.filter(expire_date__lte=now).delete()
        tries, _all = AccessAttempt.objects.filter(
            attempt_time__lte=now - settings.AXES_COOLOFF_TIME
        ).delete()
        self.stdout.write(f"{sessions} ended sessions and {tries} wrong sign-ins forgotten.")
