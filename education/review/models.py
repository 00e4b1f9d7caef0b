"""What was written, what was asked for, what was signed. All four tables only ever grow; nothing in them is edited.

The columns of a unit are the desk. These rows are its memory (`Revision`) and the shelf (`Edition`, `Approval`).
"""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from education.clinics.models import Person
from education.content.models import Article, Unit


class Origin(models.TextChoices):
    SHIPPED = "shipped", _("came with the software")
    TYPED = "typed", _("typed here")
    IMPORTED = "imported", _("imported from a file")
    RESTORED = "restored", _("restored from an earlier wording")


class Maker(models.TextChoices):
    PERSON = "person", _("by a person")
    COMPUTER = "computer", _("by a computer")


class ReadBy(models.TextChoices):
    """How the signer read the words."""

    SELF = "self", _("I read it in this language myself")
    TRANSLATOR = "translator", _("I read it with a qualified translator")


class Revision(models.Model):
    """One wording of one unit in one language, as it once lay on the desk."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="revisions")
    language = models.CharField(max_length=12)
    words = models.JSONField()
    fingerprint = models.CharField(max_length=64, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="revisions")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    maker = models.CharField(max_length=10, choices=Maker.choices)
    imported_by = models.CharField(max_length=200, blank=True, default="")
    """Whose file the words came from: the agency or the translator. Empty for words that came in no file."""

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [
            models.Index(fields=["unit", "language", "id"], name="revision_newest"),
            # For `publishing.moment`, which asks once a second for the newest source words.
            models.Index(fields=["language", "id"], name="revision_newest_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.language} {self.fingerprint[:8]}"

    @property
    def came(self) -> str:
        """How the words came here: “imported from a file, by Example Translations”."""
        told = self.get_origin_display()
        if not self.imported_by:
            return told
        return gettext("%(origin)s, by %(agency)s") % {"origin": told, "agency": self.imported_by}


class Submission(models.Model):
    """A request to sign one wording, made against the source words that the asker saw."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="submissions")
    source_fingerprint = models.CharField(max_length=64, blank=True)
    after_edition = models.PositiveIntegerField(default=0)
    """Number of this language's newest edition when the request was made: an edition that touches the unit later answers it."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="submissions")
    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("request for a signature")
        verbose_name_plural = _("requests for a signature")

    def __str__(self) -> str:
        return f"{self.revision}"


class Edition(models.Model):
    """A signature: what one reviewer signed, or withdrew, in one language at one moment."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="editions")
    signer = models.CharField(max_length=300)
    """Name of the signer as it was then; the account may change its name later."""
    credential = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    signed_at = models.DateTimeField(auto_now_add=True)
    next_review = models.DateField(null=True)
    reading = models.CharField(max_length=10, choices=ReadBy.choices, blank=True)
    """Empty where nothing was read: a withdrawal."""
    translator = models.CharField(max_length=300, blank=True)
    """Name and qualification of the person who read the words to the signer."""
    publisher = models.CharField(max_length=200, blank=True, default="")
    """Another house, whose reviewer the signer is. `by` then accepted that signature here. Empty: signed here."""
    signed_there = models.DateField(null=True)
    """Day of the signature at the publisher."""

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["article", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "number"], name="one_edition_a_number"),
            models.CheckConstraint(
                condition=models.Q(reading="translator", translator__gt="")
                | (~models.Q(reading="translator") & models.Q(translator="")),
                name="edition_names_its_translator",
            ),
            models.CheckConstraint(
                condition=models.Q(publisher="", signed_there=None)
                | (models.Q(publisher__gt="") & models.Q(signed_there__isnull=False)),
                name="edition_of_a_publisher_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language} {self.number}"

    @property
    def signed_on(self) -> date:
        """Day of the signature itself, wherever it was given."""
        return self.signed_there or timezone.localtime(self.signed_at).date()

    @property
    def signed_by(self) -> str:
        """The signer, never without the publisher where it is a publisher's."""
        if not self.publisher:
            return self.signer
        return gettext("%(signer)s, accepted from %(publisher)s") % {
            "signer": self.signer, "publisher": self.publisher,
        }  # fmt: skip


class Approval(models.Model):
    """One unit of an edition: the wording signed (or withdrawn), and the print of the source words that the signer saw."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="approvals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="approvals")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approvals")
    source_fingerprint = models.CharField(max_length=64, blank=True)
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    """Why the signer signed although a word list objected, or although the source had changed."""

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit"], name="one_approval_a_unit_and_edition")
        ]
        indexes = [models.Index(fields=["unit", "edition"], name="approval_newest")]

    def __str__(self) -> str:
        return f"{self.edition} {self.unit_id}"
