"""What came from publishers of words, what people decided on it, and whose signatures are trusted.

Deliveries, offers and decisions only ever grow; trust can end.

Which offer is still open, and what a three-way merge starts from, `offers` computes from these rows: there is no status.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from education.clinics.models import Person
from education.content.models import Article
from education.review.models import Maker, Origin


class Delivery(models.Model):
    """One set of words and facts that was taken in: a release of this software, or a pack. The same set makes no second row."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="deliveries")
    publisher = models.CharField(max_length=200, blank=True)
    """Empty: the project, whose words come with the software."""
    digest = models.CharField(max_length=64)
    """SHA-256 of everything in it: the same delivery again is seen without reading it."""
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("delivery of words")
        verbose_name_plural = _("deliveries of words")

    def __str__(self) -> str:
        return f"{self.publisher or 'the project'} {self.digest[:8]}"


class Offer(models.Model):
    """Something new in a delivery: the words of one unit in one language, or facts that hold in every language."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="offers")
    key = models.SlugField(max_length=60, blank=True)
    """Of the unit. Empty: facts of the article itself, its order and its sources."""
    language = models.CharField(max_length=12, blank=True)
    """Empty: facts."""
    content: "models.JSONField[Any, Any]" = models.JSONField()
    """Field → text, or fact → value. Empty: the publisher dropped the unit."""
    fingerprint = models.CharField(max_length=64, blank=True)
    maker = models.CharField(max_length=10, choices=Maker.choices, blank=True)
    followed = models.BooleanField()
    """Nothing was left to decide when it came: it was taken over by itself, or it was here already."""

    class Meta:
        verbose_name = _("offer of new wording")
        verbose_name_plural = _("offers of new wording")
        constraints = [
            models.UniqueConstraint(fields=["delivery", "key", "language"], name="one_offer_a_place")
        ]
        indexes = [models.Index(fields=["key", "language", "id"], name="offer_newest")]

    def __str__(self) -> str:
        return f"{self.key} {self.language} {self.fingerprint[:8]}"

    @property
    def is_words(self) -> bool:
        return bool(self.language)

    @property
    def origin(self) -> Origin:
        """What a revision with these words states."""
        return Origin.IMPORTED if self.delivery.publisher else Origin.SHIPPED


class TrustedPublisher(models.Model):
    """A publisher whose signatures can be accepted here, and the key that tells its packs from anybody else's."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    public_key = models.CharField(_("public key"), max_length=44, unique=True)
    """Ed25519, 32 bytes as base64."""
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added on"), auto_now_add=True)

    class Meta:
        verbose_name = _("trusted publisher")
        verbose_name_plural = _("trusted publishers")

    def __str__(self) -> str:
        return self.name


class Choice(models.TextChoices):
    TAKE = "take", _("taken over")
    KEEP = "keep", _("ours kept")
    EDIT = "edit", _("edited")


class Decision(models.Model):
    """What a person decided on an offer. It stands for good: the same words are never offered again."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="decision")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision on new wording")
        verbose_name_plural = _("decisions on new wording")

    def __str__(self) -> str:
        return f"{self.offer}: {self.choice}"
