"""The form by which a translator's file comes back: for which language, from whom, and the file, read as a whole at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from education.exchange.travelling.actions import refuse_another_language
from education.exchange.travelling.entries import FileRefused, Parcel
from education.exchange.travelling.reading import read, refuse_large
from education.text.languages import BY_CODE


class ReturnedForm(forms.Form):
    language = forms.ChoiceField(label=_("language"))
    agency = forms.CharField(
        label=_("translated by"), max_length=200,
        help_text=_("The agency or the translator. The name stays in the history of each text."),
    )  # fmt: skip
    file = forms.FileField(label=_("file"), help_text=_("PO or XLIFF 1.2, not packed, up to 10 MB."))

    def __init__(self, languages: Sequence[str], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(code, BY_CODE[code].name) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Adds `parcel`. What cannot be read is said at the field of the file."""
        given = super().clean() or self.cleaned_data
        if "file" in given and "language" in given:
            try:
                refuse_large(given["file"].size)
                parcel: Parcel = read(given["file"].read())
                refuse_another_language(parcel, given["language"])
                given["parcel"] = parcel
            except FileRefused as refusal:
                self.add_error("file", str(refusal))
        return given
