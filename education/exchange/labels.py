"""Facts in words that people read: what the project offered last, what it offers now, and what is here."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from education.content.models import KINDS
from education.exchange.facts import ORDER
from education.exchange.offers import Open, wanted
from education.text.merge import common


@dataclass(frozen=True)
class FactChange:
    name: str
    base: str
    theirs: str
    ours: str


def fact_changes(item: Open) -> list[FactChange]:
    """What taking the offer would change."""
    new, base = wanted(item), item.base
    return [
        FactChange(
            _label(item, name), "" if base is None else _said(item, name, base.get(name)), _said(item, name, value),
            _said(item, name, _ours(item, name)),
        )
        for name, value in new.items()
    ]  # fmt: skip


def _ours(item: Open, name: str) -> Any:
    """An order is compared by the texts that both sides have."""
    value: Any = item.ours.get(name)
    return common(value, item.offer.content[ORDER]) if item.unit is None and name == ORDER else value


def _label(item: Open, name: str) -> str:
    if item.unit is None:
        return _("Order of the texts") if name == ORDER else _("Source %(key)s") % {"key": name}
    return str(KINDS[item.unit.kind]._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _said(item: Open, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    if value is None or value == "":
        return "–"
    choices = {} if item.unit is None else dict(KINDS[item.unit.kind]._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value))
