"""The facts of units as plain values, by name: read from the tables, and laid there. Decides nothing about what may change."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from education.content.models import KINDS, Article, Citation, Question, Section, Unit
from education.exchange.offering import Facts

PLAIN = (
    "weight", "placement", "urgency", "escalates_to", "icd10cm", "schema_type",
    "ladder", "answer", "severity", "run_position", "short_position",
)  # fmt: skip
SECTIONS = ("parent", "taught_in")
"""Facts that name a section."""
LISTS = ("citations", "signs")
"""Facts that name sources or warning signs: sorted keys."""
SOURCE_FACTS = ("publisher", "year", "title", "address")
UNSEEN = frozenset({"icd10cm", "schema_type"})
"""Facts that no reader sees."""
ORDER = "order"
"""The fact of the article itself that says how its units follow each other; its other facts are its sources, by key."""


def _names(kind: type[Unit]) -> tuple[str, ...]:
    fields = {field.name for field in kind._meta.get_fields()}
    return tuple(name for name in (*PLAIN, *SECTIONS, *LISTS) if name in fields)


NAMES: Mapping[str, tuple[str, ...]] = {kind: _names(model) for kind, model in KINDS.items()}
"""Kind → names of its facts."""


def whole(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every fact of a kind of unit, with its default where none is given."""
    return {name: given.get(name, _default(KINDS[kind], name)) for name in NAMES[kind]}


def print_of(facts: Facts) -> str:
    """SHA-256 (hex) of facts; the empty string for none."""
    if not facts:
        return ""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def facts_of(article: Article, units: Iterable[Unit]) -> dict[str, dict[str, Any]]:
    """Key → facts of these units, which came through `units_of`. Two queries."""
    every = list(units)
    keys = {unit.pk: unit.key for unit in every}
    lists: dict[tuple[str, str], list[str]] = {}
    cited = Unit.citations.through._default_manager.filter(unit__article=article)
    for unit, key in cited.values_list("unit_id", "citation__key"):
        lists.setdefault((keys.get(unit, ""), "citations"), []).append(key)
    checked = Question.signs.through._default_manager.filter(question__article=article)
    for question, sign in checked.values_list("question_id", "redflag_id"):
        lists.setdefault((keys.get(question, ""), "signs"), []).append(keys.get(sign, ""))
    return {unit.key: {name: _value(unit, name, keys, lists) for name in NAMES[unit.kind]} for unit in every}


def article_facts(article: Article, order: Collection[str]) -> dict[str, Any]:
    """The order of its units and its sources, as one set of facts. One query."""
    sources = {
        citation.key: {name: getattr(citation, name) for name in SOURCE_FACTS}
        for citation in article.citations.all()
    }
    return {**sources, ORDER: list(order)}


def make_unit(article: Article, kind: str, key: str, facts: Facts) -> Unit:
    """A unit with its plain facts. What names other units is laid with `lay` once all of them are there."""
    plain = {name: facts[name] for name in PLAIN if name in facts}
    return KINDS[kind].objects.create(article=article, key=key, kind=kind, **plain)


def lay(unit: Unit, facts: Facts, known: Mapping[str, Unit]) -> None:
    """Give an existing unit these facts; `known` are the units of its article by key."""
    columns = {name: value for name, value in facts.items() if name in PLAIN}
    for name in SECTIONS:
        if name in facts:
            other = known.get(facts[name] or "")
            columns[name] = other.pk if isinstance(other, Section) else None
    if columns:
        KINDS[unit.kind].objects.filter(pk=unit.pk).update(**columns)
    if "citations" in facts:
        unit.citations.set(Citation.objects.filter(article=unit.article_id, key__in=facts["citations"]))
    if "signs" in facts and isinstance(unit, Question):
        unit.signs.set([known[key].pk for key in facts["signs"] if key in known])


def lay_on_article(article: Article, facts: Facts) -> None:
    """Give the article these sources and this order; units that the order does not name must be woven into it before."""
    for key, source in facts.items():
        if key != ORDER:
            Citation.objects.update_or_create(article=article, key=key, defaults=dict(source))
    if ORDER in facts:
        _put_in_order(article, {key: place for place, key in enumerate(facts[ORDER], 1)})


def _put_in_order(article: Article, places: Mapping[str, int]) -> None:
    moved = []
    for unit in Unit.objects.filter(article=article, key__in=places).only("key", "position"):
        if unit.position != places[unit.key]:
            unit.position = places[unit.key]
            moved.append(unit)
    Unit.objects.bulk_update(moved, ["position"])


def _default(kind: type[Unit], name: str) -> Any:
    if name in LISTS:
        return []
    return None if name in SECTIONS else kind.column(name).get_default()


def _value(unit: Unit, name: str, keys: Mapping[int, str], lists: Mapping[tuple[str, str], list[str]]) -> Any:
    if name in LISTS:
        return sorted(lists.get((unit.key, name), []))
    if name in SECTIONS:
        return keys.get(getattr(unit, f"{name}_id"))
    return getattr(unit, name)
