"""How the units of an article are read from the database: whole, with the columns of the languages asked for and no others."""

from collections.abc import Collection, Iterable, Mapping
from itertools import accumulate
from typing import Any

from django.db.models import Field

from education.content.models import KINDS, Article, Unit
from education.text.languages import BY_CODE


def units_of(
    article: Article,
    languages: Collection[str],
    kinds: Mapping[str, type[Unit]] = KINDS,
    *,
    keys: Collection[str] | None = None,
) -> list[Unit]:
    """The units (with these keys only, if any are named) in reading order with their facts and the desk words of these
    languages: one query for each kind.
    """
    units: list[Unit] = []
    for kind in kinds.values():
        found = kind.objects.filter(article=article).only(*_columns(kind, languages))
        units.extend(found if keys is None else found.filter(key__in=keys))
    return sorted(units, key=lambda unit: (unit.position, unit.pk))


def outline_of(article: Article, kinds: Mapping[str, type[Unit]] = KINDS) -> list[Unit]:
    """The units in reading order with their facts and no words, all of them in one query."""
    shared = [field.attname for field in Unit._meta.concrete_fields]
    own = {name: _facts(kind, kind._meta.local_concrete_fields) for name, kind in kinds.items()}
    paths = (f"{kind._meta.model_name}__{fact}" for name, kind in kinds.items() for fact in own[name])
    rows = Unit.objects.filter(article=article, kind__in=kinds).order_by("position", "pk")
    ends = accumulate(map(len, own.values()), initial=len(shared))
    places = {name: slice(end, end + len(own[name])) for name, end in zip(own, ends, strict=False)}
    units = []
    for row in rows.values_list(*shared, *paths):
        kind = row[shared.index("kind")]
        units.append(
            kinds[kind].from_db(rows.db, {*shared, *own[kind]}, (*row[: len(shared)], *row[places[kind]]))
        )
    return units


def unit_of(article: Article, key: str) -> Unit | None:
    """One unit whole, as what it is."""
    unit = Unit.objects.filter(article=article, key=key).first()
    return unit.child if unit else None


def keys_of(article: Article) -> dict[str, str]:
    """Key → kind of every unit of the article."""
    return dict(Unit.objects.filter(article=article).values_list("key", "kind"))


def _columns(kind: type[Unit], languages: Collection[str]) -> list[str]:
    """Names of the fields that hold facts, and of the translated columns of the languages asked for."""
    wanted = [f"{field}_{BY_CODE[code].column}" for field in kind.FIELDS for code in languages]
    return _facts(kind, kind._meta.concrete_fields) + wanted


def _facts(kind: type[Unit], fields: Iterable["Field[Any, Any]"]) -> list[str]:
    """Those of the fields that hold no words of any language."""
    translated = {
        f"{field}_{language.column}" for field in kind.FIELDS for language in BY_CODE.values()
    } | set(kind.FIELDS)
    return [field.attname for field in fields if field.name not in translated]
