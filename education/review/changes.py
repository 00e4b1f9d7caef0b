"""Two wordings of one unit field by field, as the staff pages show them: what was, what is, and what lies between."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from education.content.models import Unit
from education.text.diff import Part, diff, inline, is_change, new_side, old_side
from education.text.fingerprint import Words


@dataclass(frozen=True)
class Change:
    """One field of a unit in an older and in a newer wording of the same language."""

    label: str
    old: str
    new: str

    @property
    def is_change(self) -> bool:
        return is_change(self._parts)

    @property
    def inline(self) -> SafeString:
        """Both in one text: what was dropped, and what was added in its place."""
        return inline(self._parts)

    @property
    def was(self) -> SafeString:
        """The older text with what was dropped from it."""
        return old_side(self._parts)

    @property
    def now(self) -> SafeString:
        """The newer text with what was added to it."""
        return new_side(self._parts)

    @cached_property
    def _parts(self) -> list[Part]:
        return diff(self.old, self.new)


def changes(unit: Unit, old: Words, new: Words) -> list[Change]:
    """Every field that differs, in reading order."""
    every = [
        Change(str(unit.column(name).verbose_name), old.get(name, ""), new.get(name, ""))
        for name in unit.FIELDS
    ]
    return [change for change in every if change.is_change]
