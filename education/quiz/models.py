"""What is kept of the quiz: what was asked and how it was answered. Nothing about the person.

No row holds an address, a browser, a time of day or an identifier. The number of an attempt looks like any random number, so
that rows do not lie in the order in which people finished. What the files of a database tell beside its rows (its log until
the next checkpoint, a backup of every hour, the place of a row on disk in PostgreSQL) cannot be helped here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from education.clinics.models import Clinic


class Form(models.TextChoices):
    FULL = "full", _("full quiz")
    SHORT = "short", _("short quiz")


class Paper(models.Model):
    """What was asked: a form of the quiz in one language, each question with the wording that was shown.

    The number is drawn from the content, so that equal papers are one row and nobody has to look one up to count an answer.
    """

    id = models.BigIntegerField(primary_key=True)
    language = models.CharField(max_length=12)
    """The reader's. A question that fell back to another language tells so by the language of its revision."""
    form = models.CharField(max_length=5, choices=Form.choices)
    questions = models.JSONField()
    """Keys, in the order of the answers."""
    revisions = models.JSONField()
    """Numbers of the revisions shown, in the same order; 0 where none is known."""

    class Meta:
        verbose_name = _("quiz paper")
        verbose_name_plural = _("quiz papers")
        constraints = [
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="paper_form_known")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.language} {self.pk}"


class Attempt(models.Model):
    """One finished first attempt of somebody: a clinic, a paper, a week, and one letter for each question.

    Its number is drawn from the run with the secret of a day, so that no run is counted twice; once that secret is deleted, it
    is a random number to everybody. It must stay the kind of number that SQLite takes for the row's own: beside any other
    it would keep the order of arrival.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    year = models.PositiveSmallIntegerField()
    """The ISO year, to which the week belongs."""
    week = models.PositiveSmallIntegerField()
    answers = models.CharField(max_length=100)
    """Options a, b, c or d in the order of the paper's questions; d is “I am not sure”."""

    class Meta:
        verbose_name = _("quiz attempt")
        verbose_name_plural = _("quiz attempts")
        # Holds all that the statistics read, in the order in which they read it.
        indexes = [
            models.Index(fields=["clinic", "paper", "year", "week", "answers"], name="attempt_patterns")
        ]

    def __str__(self) -> str:
        return f"{self.year} week {self.week}"


class CountingSecret(models.Model):
    """What the numbers of attempts are drawn with, for the runs that began on one day. Deleted when those runs have expired."""

    day = models.DateField(unique=True)
    """In UTC."""
    secret = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("secret of a day")
        verbose_name_plural = _("secrets of the days")

    def __str__(self) -> str:
        return str(self.day)


class AttemptTotal(models.Model):
    """How often an option was chosen in a month: what stays of attempts when they are deleted."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="attempt_totals")
    language = models.CharField(max_length=12)
    form = models.CharField(max_length=5, choices=Form.choices)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    """The month in which the Thursday of the ISO week lies, as ISO 8601 gives weeks to years."""
    question = models.SlugField(max_length=60)
    revision = models.PositiveBigIntegerField(default=0)
    """Number of the wording shown; 0 where none is known. Revisions are never deleted."""
    option = models.CharField(max_length=1)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("monthly quiz total")
        verbose_name_plural = _("monthly quiz totals")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "language", "form", "year", "month", "question", "revision", "option"],
                name="one_total_a_month",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.option} {self.year}-{self.month}"
