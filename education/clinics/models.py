"""Who shows the article and who works on it: clinics, people, and the roles that people hold at a clinic."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from education.text.languages import BY_CODE, SOURCE

phone_number = RegexValidator(
    r"\A\+?\(?[0-9][0-9 ()./-]{1,28}\Z",
    _(
        "Write the number in digits 0–9; blanks, brackets, dots, dashes and a plus at the start may stand between."
    ),
)


def check_languages(codes: object) -> None:
    """Refuse what is no list of known language codes, each once."""
    if (
        not isinstance(codes, list)
        or not all(code in BY_CODE for code in codes)
        or len(set(codes)) != len(codes)
    ):
        raise ValidationError({"languages": _("Choose languages from the list, each once.")})


class ClinicQuerySet(models.QuerySet["Clinic"]):
    def current(self) -> "Clinic | None":
        """The clinic whose copy this installation shows."""
        return self.order_by("pk").first()


class Clinic(models.Model):
    """One clinic's copy: its name, numbers and languages. Telephone numbers stand here and nowhere else."""

    key = models.SlugField(
        _("key"), unique=True, help_text=_("A short name without blanks, for commands and addresses.")
    )
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[RegexValidator(r"\A[A-Z]{2}\Z", _("Two capital letters, such as GB."))],
        help_text=_("The country whose emergency number stands on the pages: two letters, such as GB."),
    )
    emergency_number = models.CharField(_("emergency number"), max_length=30, validators=[phone_number])
    urgent_number = models.CharField(
        _("number for urgent advice"),
        max_length=30,
        blank=True,
        validators=[phone_number],
        help_text=_(
            "A public number for help on the same day, such as 111 in the United Kingdom. May be left empty."
        ),
    )
    clinic_phone = models.CharField(_("the clinic's telephone"), max_length=30, validators=[phone_number])
    languages = models.JSONField(
        _("languages"), default=list, help_text=_("In the order of the language menu.")
    )
    show_unsigned = models.BooleanField(
        _("show words that no clinician has signed"),
        default=False,
        help_text=_("They are marked as unchecked on every page. Off: readers see signed words only."),
    )
    count_answers = models.BooleanField(
        _("count answers to the quiz"),
        default=False,
        help_text=_(
            "Off until you switch it on. For each quiz that is finished for the first time these are kept: the questions and "
            "wordings shown, the options chosen, the language, the clinic and the calendar week. No name, no address, no IP "
            "address, no browser, no time of day, no number that belongs to a person or a device: nobody, you included, can "
            "find out who answered. To count no quiz twice, a scrambled number of the quiz itself is kept for three days, "
            "apart from the answers. Counts below 11 are hidden. Your clinic is responsible for these data."
        ),
    )
    keep_attempts_months = models.PositiveSmallIntegerField(
        _("months until answers become totals"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
        help_text=_("1 to 24. Older answers are added up by month, question and option, and then deleted."),
    )

    objects = ClinicQuerySet.as_manager()

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_languages(self.languages)

    @property
    def offered(self) -> list[str]:
        """Codes of the languages switched on, in the clinic's order; the source language is always among them."""
        known = [code for code in self.languages if code in BY_CODE]
        return known if SOURCE in known else [*known, SOURCE]

    @property
    def variables(self) -> dict[str, str]:
        """What stands for `{emergency_number}`, `{clinic_phone}` and `{clinic_name}` in the article."""
        return {
            "emergency_number": self.emergency_number,
            "clinic_phone": self.clinic_phone,
            "clinic_name": str(self.name),
        }


class Person(AbstractUser):
    """Somebody who works on the article or on a clinic's copy. Readers have no accounts."""

    credential = models.CharField(
        _("professional credential"),
        max_length=120,
        blank=True,
        help_text=_(
            "Stands beside the name under what this person signs, such as “Consultant in spinal surgery”."
        ),
    )

    digest_on = models.DateField(_("last digest"), null=True, editable=False)
    """Day of the newest mail of `review_digest`: at most one a day goes out."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")  # type: ignore[assignment]  # AbstractUser.Meta says str, and takes lazy strings
        verbose_name_plural = _("people")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()

    @cached_property
    def roles(self) -> "list[Membership]":
        """What the person may be, read once for each person object."""
        return list(self.memberships.all())


class Role(models.TextChoices):
    AUTHOR = "author", _("author: writes the source language")
    TRANSLATOR = "translator", _("translator: writes the named languages")
    REVIEWER = "reviewer", _("clinician reviewer: corrects and signs the named languages")
    MANAGER = "manager", _("clinic manager: brand, people, languages switched on")


class Membership(models.Model):
    """A role that a person holds at a clinic; translators and reviewers hold it for named languages."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("clinic")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    languages = models.JSONField(_("languages"), default=list, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["person", "clinic", "role"], name="one_membership_a_role"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    def clean(self) -> None:
        check_languages(self.languages)
        if self.role in (Role.TRANSLATOR, Role.REVIEWER) and not self.languages:
            raise ValidationError({"languages": _("Name at least one language for this role.")})
