"""The forms by which a manager sets up a clinic. They read what was typed; what may be saved is decided by the verbs."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education.clinics.emergency import countries
from education.clinics.logo import LogoRefused, draw
from education.clinics.models import Clinic
from education.clinics.pictures import Drawing
from education.clinics.setting_up import in_order
from education.text.languages import BY_CODE, LANGUAGES, SOURCE

SHORT_COLOUR = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])")
RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")


class WordsForm(forms.Form):
    """Names and opening hours in the languages that are on, and the address."""

    def __init__(self, clinic: Clinic, data: Any = None) -> None:
        super().__init__(data, auto_id="words-%s")
        for code in clinic.offered:
            self._add(clinic, code)
        self.fields["address"] = forms.CharField(
            label=_("Address"), required=False, max_length=300, initial=clinic.address,
            widget=forms.Textarea(attrs={"rows": 3}), help_text=_("As a letter needs it. It stands at the foot of each page."),
        )  # fmt: skip

    def _add(self, clinic: Clinic, code: str) -> None:
        language, column = BY_CODE[code], BY_CODE[code].column
        spoken = {"lang": code, "dir": language.direction}
        named = {"language": language.name}
        name, hours = f"name_{column}", f"hours_{column}"
        self.fields[name] = forms.CharField(
            label=_("Name in %(language)s") % named, required=False, max_length=120,
            initial=getattr(clinic, name), widget=forms.TextInput(attrs=spoken),
        )  # fmt: skip
        self.fields[hours] = forms.CharField(
            label=_("Opening hours in %(language)s") % named, required=False, max_length=600,
            initial=getattr(clinic, hours), widget=forms.Textarea(attrs=spoken | {"rows": 3}),
        )  # fmt: skip


class NumbersForm(forms.Form):
    country = forms.ChoiceField(label=gettext_lazy("Country of your readers"))
    emergency_number = forms.CharField(
        label=gettext_lazy("Emergency number"), max_length=30,
        help_text=gettext_lazy("For an ambulance. It stands on every page."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )  # fmt: skip
    urgent_number = forms.CharField(
        label=gettext_lazy("Number for urgent advice"), max_length=30, required=False,
        help_text=gettext_lazy("A public number for help on the same day. May be left empty."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )  # fmt: skip
    clinic_phone = forms.CharField(
        label=gettext_lazy("Your clinic's telephone"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )  # fmt: skip

    def __init__(self, clinic: Clinic, data: Any = None) -> None:
        super().__init__(data, initial=clinic.numbers, auto_id="numbers-%s")
        choices = countries()
        if clinic.country not in dict(choices):
            choices.insert(-1, (clinic.country, clinic.country))
        self.fields["country"].choices = choices  # type: ignore[attr-defined]


class LanguagesForm(forms.Form):
    """A tick and a place for each language: the order of the menu without a script."""

    def __init__(self, clinic: Clinic, data: Any = None) -> None:
        super().__init__(data, auto_id="languages-%s")
        offered = clinic.offered
        for code in [*offered, *(language.code for language in LANGUAGES if language.code not in offered)]:
            place = offered.index(code) + 1 if code in offered else None
            self.fields[f"on_{code}"] = forms.BooleanField(
                required=False,
                initial=code in offered,
                label=BY_CODE[code].name,
                disabled=code == SOURCE,
            )
            self.fields[f"place_{code}"] = forms.IntegerField(
                required=False, initial=place, min_value=1, max_value=len(LANGUAGES),
                label=_("Place of %(language)s") % {"language": BY_CODE[code].name},
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[object, forms.BoundField, forms.BoundField]]:
        codes = [name.removeprefix("on_") for name in self.fields if name.startswith("on_")]
        return [(BY_CODE[code], self[f"on_{code}"], self[f"place_{code}"]) for code in codes]

    @property
    def chosen(self) -> list[str]:
        given = self.cleaned_data
        codes = [code for code in BY_CODE if given[f"on_{code}"]]
        return in_order(codes, {code: place for code in codes if (place := given[f"place_{code}"])})


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What readers may be shown, and what may be counted. The help texts are those of the model."""

    class Meta:
        model = Clinic
        fields = ["show_unsigned", "count_answers", "keep_attempts_months"]

    def __init__(self, clinic: Clinic, data: Any = None) -> None:
        super().__init__(data, instance=clinic, auto_id="rules-%s")


class HostForm(forms.Form):
    host = forms.CharField(
        label=gettext_lazy("Host name"), max_length=300,
        help_text=gettext_lazy("Such as education.example.org. It must lead to this server: ask whoever runs your domain."),
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip


class LookForm(forms.Form):
    """Colours and a logo, to try. A logo that can be used is in `drawings`, also where another field is wrong."""

    accent = forms.CharField(
        label=gettext_lazy("Your colour"), required=False, max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("As your designer wrote it, such as #005eb8. Empty: our own."),
    )  # fmt: skip
    tint = forms.CharField(
        label=gettext_lazy("Colour of the paper"), required=False, max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("Only its hue is used, very pale. Empty: our own."),
    )  # fmt: skip
    logo = forms.FileField(
        label=gettext_lazy("Logo"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("PNG, JPEG or WebP, at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )  # fmt: skip
    without_logo = forms.BooleanField(label=gettext_lazy("Show no logo"), required=False)

    drawings: tuple[Drawing, Drawing] | None = None

    def clean_accent(self) -> str:
        return colour_of(self.cleaned_data["accent"])

    def clean_tint(self) -> str:
        return colour_of(self.cleaned_data["tint"])

    def clean_logo(self) -> None:
        sent = self.cleaned_data["logo"]
        if not isinstance(sent, UploadedFile):
            return
        try:
            self.drawings = draw(sent.read())
        except LogoRefused as refusal:
            raise ValidationError(
                [str(refusal), _("Choose a file again: a browser does not keep it.")]
            ) from None


def colour_of(given: str) -> str:
    """`#rrggbb` of what people write for a colour; nothing for nothing. Raises ValidationError."""
    text = given.strip().lower()
    short, rgb = SHORT_COLOUR.fullmatch(text), RGB.fullmatch(text)
    if short:
        return "#" + "".join(2 * digit for digit in short.groups())
    if rgb and all(int(part) <= 255 for part in rgb.groups()):
        return "#" + "".join(f"{int(part):02x}" for part in rgb.groups())
    if not text or re.fullmatch(r"#?[0-9a-f]{6}", text):
        return f"#{text.lstrip('#')}" if text else ""
    raise ValidationError(
        _("“%(given)s” is no colour. Write # and six of 0–9 and a–f, such as #005eb8.")
        % {"given": given.strip()}
    )
