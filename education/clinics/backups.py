"""That a backup was made and checked: what the first-run checklist asks for. Making one is not decided here."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

FRESH_FOR = timedelta(days=7)


class Backup(models.Model):
    """One backup that was written whole. The row is made after the file, so it is never in its own file."""

    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    """In bytes."""

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.sha256[:12]}"


def newest_backup() -> datetime | None:
    """When the newest one was made."""
    return Backup.objects.order_by("-made_at").values_list("made_at", flat=True).first()
