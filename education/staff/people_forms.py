"""Forms of the people pages: an invitation, a role, a name, and what an invited person says of herself."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from education.clinics.models import Person, Role
from education.staff.tables import LanguagesField
from education.text.fingerprint import has_words


def check_words(text: str) -> None:
    """Refuse what nobody can read."""
    if not has_words(text):
        raise ValidationError(_("This field is empty. Please write it."))


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("role"), choices=Role.choices)
    languages = LanguagesField(
        label=_("languages"), required=False,
        help_text=_("For translators and reviewers: at least one. They work in these only.")
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("role") in (Role.TRANSLATOR, Role.REVIEWER) and not given.get("languages"):
            self.add_error("languages", _("Name at least one language for this role."))
        return given


class InvitationForm(RoleForm):
    field_order = ["email", "role", "languages"]

    email = forms.EmailField(label=_("e-mail address"), max_length=150)


class DescriptionForm(forms.Form):
    first_name = forms.CharField(label=_("first name"), max_length=150)
    last_name = forms.CharField(label=_("last name"), max_length=150)
    credential = forms.CharField(
        label=_("professional credential"), max_length=120, required=False, validators=[check_words],
        help_text=_("Stands beside the name under what this person signs. Reviewers need one to sign."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        names = [given[name] for name in ("first_name", "last_name") if given.get(name)]
        # Who has one name only writes a dash beside it.
        if names and not has_words("".join(names)):
            self.add_error("last_name", _("This field is empty. Please write it."))
        return given


class JoiningForm(DescriptionForm):
    """What an invited person fills in. `person` is whom the password must not resemble."""

    password = forms.CharField(
        label=_("password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )  # fmt: skip

    def __init__(self, person: Person, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        for name in ("first_name", "last_name"):
            setattr(self.person, name, self.cleaned_data.get(name, ""))
        validate_password(password, self.person)
        return password
