"""Logos and the small icons made from them, in the database: servers share no disk, and a backup is one database.

Bytes come from `logo`, which has drawn them anew. A picture never changes; its key is the digest of its bytes, and its address
holds the key, so every copy that anybody keeps stays right.
"""

import hashlib
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from education.clinics.models import Clinic

DIGITS = 32


@dataclass(frozen=True)
class Drawing:
    """Encoded bytes of our own making, with their size in pixels."""

    body: bytes
    kind: str
    """`webp` or `png`."""
    width: int
    height: int

    @property
    def digest(self) -> str:
        """128 bits of SHA-256, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()[:DIGITS]


class Picture(models.Model):
    digest = models.CharField(max_length=DIGITS, primary_key=True)
    kind = models.CharField(max_length=4)
    body = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.digest}.{self.kind}"


def keep(drawing: Drawing) -> Picture:
    """The picture of these bytes; the same bytes are kept once."""
    facts = {name: getattr(drawing, name) for name in ("kind", "body", "width", "height")}
    picture, _new = Picture.objects.get_or_create(digest=drawing.digest, defaults=facts)
    return picture


def forget_unused() -> None:
    """Delete pictures that no clinic shows."""
    used = Clinic.objects.filter(Q(logo__isnull=False) | Q(icon__isnull=False)).values_list("logo", "icon")
    Picture.objects.exclude(digest__in={digest for pair in used for digest in pair if digest}).delete()
