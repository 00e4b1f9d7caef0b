"""Who shows the article and who works on it: clinics, people, and the roles that people hold at a clinic.

Hosts stand in `hosts`, pictures in `pictures`; what a page prints of a clinic in one language is decided in `brand`.
"""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from education.text.languages import BY_CODE, SOURCE

phone_number = RegexValidator(
    # No slash: two numbers in one place would be dialled as one. The shortest that anybody dials has two digits: 15 in France.
    r"\A(?=(?:[^0-9]*[0-9]){2})\+?\(?[0-9][0-9 ().-]{1,28}\Z",
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


colour = RegexValidator(
    r"\A#[0-9a-f]{6}\Z", _("Write the colour as # and six of 0–9 and a–f, such as #5c2a57.")
)


class ClinicQuerySet(models.QuerySet["Clinic"]):
    def default(self) -> "Clinic | None":
        """The clinic of every host of the installation that no clinic has for itself: the first that was made."""
        return self.order_by("pk").first()


class Clinic(models.Model):
    """One clinic's copy: its name, looks, numbers and languages. Telephone numbers stand here and nowhere else."""

    NUMBERS = ("country", "emergency_number", "urgent_number", "clinic_phone")

    key = models.SlugField(
        _("key"), unique=True, help_text=_("A short name without blanks, for commands and addresses.")
    )
    # Both have a column for each language. Read them through `spoken`: a language without its own gets the main one, marked.
    name = models.CharField(_("name"), max_length=120)
    hours = models.TextField(_("opening hours"), max_length=600, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    accent = models.CharField(_("colour"), max_length=7, blank=True, validators=[colour])
    tint = models.CharField(_("colour of the paper"), max_length=7, blank=True, validators=[colour])
    logo = models.ForeignKey(
        "Picture", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    icon = models.ForeignKey("Picture", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
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
    confirmed = models.JSONField(default=dict, editable=False)
    """The numbers as a person confirmed them, by the names in NUMBERS. Other numbers than these are not confirmed."""
    confirmed_by = models.ForeignKey(
        "Person", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
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
            "find out who answered. To count no quiz twice, the number of a row is drawn from the quiz's own number with a "
            "secret of the day, which is deleted after three days. Counts below 11 are hidden. Your clinic is responsible for "
            "these data."
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
        return self.spoken("name", SOURCE)[0] or self.key

    def clean(self) -> None:
        check_languages(self.languages)

    def spoken(self, field: str, code: str) -> tuple[str, str]:
        """`name` or `hours` in a language, with the code of the language it is in: another where this one has none.

        The main words are those of the first language of the menu that has any.
        """
        for spoken in (code, *self.offered, *BY_CODE):
            text = getattr(self, f"{field}_{BY_CODE[spoken].column}")
            if text:
                return text, spoken
        return "", code

    @property
    def numbers(self) -> dict[str, str]:
        """The country and its numbers: what a person confirms."""
        return {name: getattr(self, name) for name in self.NUMBERS}

    @property
    def numbers_confirmed(self) -> bool:
        """Did a person confirm the numbers that stand here now? A number that changes ends it by itself."""
        return bool(self.confirmed) and self.confirmed == self.numbers

    @property
    def offered(self) -> list[str]:
        """Codes of the languages switched on, in the clinic's order; the source language is always among them."""
        known = [code for code in self.languages if code in BY_CODE]
        return known if SOURCE in known else [*known, SOURCE]

    def variables(self, code: str) -> dict[str, str]:
        """What stands for `{emergency_number}`, `{clinic_phone}` and `{clinic_name}` in the article in a language."""
        return {
            "emergency_number": self.emergency_number,
            "clinic_phone": self.clinic_phone,
            "clinic_name": self.spoken("name", code)[0],
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

    interface_language = models.CharField(
        _("language of the staff pages"), max_length=12, blank=True, default="", editable=False
    )
    """Code of the language of pages and mails for this person; empty: that of the browser, and English in mails."""
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


ROLE_NAMES = {
    Role.AUTHOR: _("author"),
    Role.TRANSLATOR: _("translator"),
    Role.REVIEWER: _("reviewer"),
    Role.MANAGER: _("manager"),
}
"""For lists, where the labels above would be too long."""


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

    @property
    def role_name(self) -> str:
        return str(ROLE_NAMES[Role(self.role)])

    def clean(self) -> None:
        check_languages(self.languages)
        if self.role in (Role.TRANSLATOR, Role.REVIEWER) and not self.languages:
            raise ValidationError({"languages": _("Name at least one language for this role.")})
