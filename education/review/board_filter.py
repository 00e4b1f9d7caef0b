"""Which texts of a board somebody wants to see. The choice stands in the address, so that it can be sent and kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from education.clinics.models import Person
from education.content.models import KINDS, Weight
from education.review.board import Cell, Row, states_waiting_for
from education.review.kept_findings import Tally
from education.review.marks import Mark
from education.review.states import State
from education.text.languages import BY_CODE


@dataclass(slots=True)
class Look:
    """A cell with what others say of its text."""

    cell: Cell
    tally: Tally | None
    """None: not checked yet, or no words."""
    mark: Mark | None

    @property
    def is_unchecked(self) -> bool:
        return self.tally is None and bool(self.cell.words.print)


Wanted = Callable[[Look], bool]
FOUND: dict[str, Wanted] = {
    "blocking": lambda look: look.tally is not None and look.tally.blocking > 0,
    "any": lambda look: look.tally is not None and any(look.tally),
    "none": lambda look: look.tally is not None and not any(look.tally),
    "unchecked": lambda look: look.is_unchecked,
}


class BoardFilter(forms.Form):
    """What to show. Anything unknown in the address counts as nothing chosen."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *State.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    weight = forms.ChoiceField(label=_("Weight"), required=False, choices=[("", _("all")), *Weight.choices])
    language = forms.ChoiceField(label=_("Language"), required=False)
    review = forms.ChoiceField(
        label=_("Next review"), required=False,
        choices=[("", _("all")), ("due", _("due or overdue")), ("overdue", _("overdue"))],
    )  # fmt: skip
    findings = forms.ChoiceField(
        label=_("Findings"), required=False,
        choices=[
            ("", _("all")), ("blocking", _("blocking")), ("any", _("blocking or advisory")), ("none", _("none")),
            ("unchecked", _("not checked yet")),
        ],
    )  # fmt: skip
    marked = forms.BooleanField(label=_("Quiz answers point at it"), required=False)
    mine = forms.BooleanField(label=_("Waits for me"), required=False)

    def __init__(self, request: HttpRequest, languages: Sequence[str], *, has_marks: bool) -> None:
        super().__init__(request.GET, auto_id="show-%s")
        kinds = [(kind, model._meta.verbose_name) for kind, model in KINDS.items()]
        own_names = [(code, BY_CODE[code].own_name) for code in languages]
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("all")), *own_names]  # type: ignore[attr-defined]
        if not has_marks:
            del self.fields["marked"]
        self.full_clean()

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.values())

    def languages(self, offered: Sequence[str]) -> list[str]:
        return [self.cleaned_data["language"]] if self.cleaned_data.get("language") else list(offered)

    def has_row(self, row: Row) -> bool:
        asked = self.cleaned_data
        return asked.get("kind") in ("", None, row.kind) and asked.get("weight") in ("", None, row.weight)

    def tests(self, person: Person, languages: Sequence[str]) -> list[Wanted]:
        """All of them must hold for a cell to be shown."""
        asked, tests = self.cleaned_data, list[Wanted]()
        if asked.get("state"):
            tests.append(lambda look: look.cell.state == asked["state"])
        if asked.get("review"):
            kinds = {"overdue"} if asked["review"] == "overdue" else {"due", "overdue"}
            tests.append(lambda look: look.cell.review in kinds)
        if asked.get("findings"):
            tests.append(FOUND[asked["findings"]])
        if asked.get("marked"):
            tests.append(lambda look: look.mark is not None)
        if asked.get("mine"):
            mine = {code: states_waiting_for(person, code) for code in languages}
            tests.append(lambda look: look.cell.waits_for(person, mine[look.cell.language]))
        return tests
