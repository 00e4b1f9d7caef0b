"""Forms of the staff pages for words: what was typed, beside what it was typed over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from education.content.models import Unit
from education.text.fingerprint import Words
from education.text.languages import BY_CODE

CHARACTERS_A_ROW = 55


class WordsForm(forms.Form):
    """The words of one unit in one language. `seen` is the print of the words that the editor started from."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, unit: Unit, language: str, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.unit, self.language = unit, language
        spoken = {"lang": language, "dir": BY_CODE[language].direction}
        for name in unit.FIELDS:
            column = unit.column(name)
            self.fields[name] = forms.CharField(
                label=column.verbose_name,
                required=False,
                help_text=column.help_text,
                max_length=column.max_length,
                strip=False,
                widget=forms.Textarea(
                    attrs={**spoken, "rows": _rows(self.initial.get(name, "")), "class": "words"}
                ),
            )

    @property
    def words(self) -> Words:
        return {name: self.cleaned_data[name] for name in self.unit.FIELDS}


def _rows(text: str) -> int:
    """Height of a box that shows a text whole on most screens, with room to go on."""
    return 2 + sum(len(line) // CHARACTERS_A_ROW + 1 for line in text.splitlines())


class EditionForm(forms.Form):
    note = forms.CharField(
        label=_("note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What changed and why. Readers can see it."),
    )  # fmt: skip
    next_review = forms.DateField(
        label=_("next review"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: in 12 months if safety text is among the words, else in 24."),
    )  # fmt: skip
