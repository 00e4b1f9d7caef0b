"""What exists of an article for a reader of one language: the shelf, and the desk as far as it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from education.content.models import Unit
from education.publishing.rows import Approved, Wording, approved, on_desks
from education.publishing.rule import Held
from education.publishing.stock import Stock
from education.review.states import current_source
from education.text.languages import SOURCE


@dataclass(frozen=True)
class Shelf:
    """`approvals`: (unit id, language) → what was signed last, in this language and the source."""

    stock: Stock
    language: str
    approvals: Mapping[tuple[int, str], Approved]
    allow_unsigned: bool

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.stock.units

    @cached_property
    def desks(self) -> Mapping[tuple[int, str], Wording]:
        """Newest wordings of all units in this language and the source. Read only if something hangs on them."""
        if self.language == SOURCE:
            return self.stock.desks
        return {**self.stock.desks, **on_desks(self.stock.article, self.language)}

    def held(self, unit: Unit, language: str) -> Held:
        """With the desk only where unsigned words may be shown."""
        approval = self.approvals.get((unit.id, language))
        desk = self.desks.get((unit.id, language)) if self.allow_unsigned else None
        return Held(
            signed=None if approval is None or approval.withdrawn else approval.revision.words,
            source_print=approval.source_fingerprint if approval else "",
            dated=timezone.localtime(approval.edition.signed_at).date() if approval else None,
            withdrawn=bool(approval and approval.withdrawn),
            desk=desk.words if desk and self.stock.fits(unit, language, desk) else None,
            maker=desk.maker if desk else "",
        )

    def source_print(self, unit: Unit) -> str:
        approval = self.approvals.get((unit.id, SOURCE))
        desk = None if approval else self.desks.get((unit.id, SOURCE))
        return current_source(desk.fingerprint if desk else "", approval.signature if approval else None)

    def revision(self, unit: Unit, language: str) -> int | None:
        """Number of the wording that readers of this language are shown, where they are shown one."""
        approval = self.approvals.get((unit.id, language))
        if approval and not approval.withdrawn:
            return approval.revision.pk
        desk = self.desks.get((unit.id, language))
        return desk.pk if desk else None

    @cached_property
    def has_quiz(self) -> bool:
        """Are there words of a question to show? On pages without the quiz, what is not among the units is a question."""
        known = {unit.id for unit in self.units}
        if self.allow_unsigned and any(unit not in known for unit, _language in self.desks):
            return True
        return any(
            unit not in known and not approval.withdrawn
            for (unit, _language), approval in self.approvals.items()
        )


def shelf_of(stock: Stock, language: str) -> Shelf:
    """Everything that a page in this language can show: two more queries at most, none in the language of the source."""
    own = approved(stock.article, language) if language != SOURCE else {}
    return Shelf(stock, language, {**stock.approvals, **own}, stock.clinic.show_unsigned)
