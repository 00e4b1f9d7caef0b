"""Forms of the staff pages for words: what was typed, beside what it was typed over."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from education.content.models import Unit
from education.review.models import ReadBy
from education.text.fingerprint import Words, fingerprint
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
            told = f"id_{name}_helptext findings-{name}" if column.help_text else f"findings-{name}"
            text = self.data.get(name, "") if self.is_bound else self.initial.get(name, "")
            attrs = {**spoken, "rows": _rows(text), "class": "words", "spellcheck": "true"}
            self.fields[name] = forms.CharField(
                label=column.verbose_name,
                required=False,
                help_text=column.help_text,
                max_length=column.max_length,
                strip=False,
                widget=forms.Textarea(attrs={**attrs, "aria-describedby": told}),
            )

    @property
    def words(self) -> Words:
        return {name: self.cleaned_data[name] for name in self.unit.FIELDS}

    @property
    def saved(self) -> str:
        """What to say once these words are saved."""
        if not fingerprint(self.words):
            return gettext("Saved. It is empty now, so there is nothing to sign.")
        return gettext("Saved. Readers see it once it is signed.")


def _rows(text: str) -> int:
    """Height of a box that shows a text whole on most screens, with room to go on."""
    return 2 + sum(len(line) // CHARACTERS_A_ROW + 1 for line in text.splitlines())


class StatementForm(forms.Form):
    """How the signer read the words. Nothing is chosen beforehand: it is a statement."""

    reading = forms.ChoiceField(
        label=_("how I read the words"), choices=ReadBy.choices, widget=forms.RadioSelect
    )
    translator = forms.CharField(
        label=_("translator: name and qualification"), required=False, max_length=300,
        help_text=_("Only if a translator read with you. Readers can see it."),
    )  # fmt: skip


class EditionForm(StatementForm):
    note = forms.CharField(
        label=_("note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What changed and why. Readers can see it."),
    )  # fmt: skip
    next_review = forms.DateField(
        label=_("next review"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: in 12 months if safety text is among the words, else in 24."),
    )  # fmt: skip
    field_order = ["note", "next_review"]

    def clean_next_review(self) -> date | None:
        day: date | None = self.cleaned_data["next_review"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("The next review must be on a later day than today."))
        if day and day > timezone.localdate() + timedelta(days=3 * 366):
            raise forms.ValidationError(_("The next review must be within three years."))
        return day


class StillCorrectForm(StatementForm):
    """Prints of the words and of the source as the reviewer saw them, and why the words still hold."""

    words = forms.CharField(widget=forms.HiddenInput, max_length=64)
    source = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("why the words are still correct"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: “Only the English spelling changed.” Readers can see it."),
    )  # fmt: skip
    field_order = ["words", "source", "reason"]


class RecallForm(forms.Form):
    reason = forms.CharField(
        label=_("reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the record with your name. Readers see the day, not the reason."),
    )  # fmt: skip
