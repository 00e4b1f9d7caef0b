"""How the units of an article are read from the database: whole, with the columns of the languages asked for and no others."""

from collections.abc import Collection, Mapping

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


def unit_of(article: Article, key: str) -> Unit | None:
    """One unit whole, as what it is."""
    unit = Unit.objects.filter(article=article, key=key).first()
    return unit.child if unit else None


def keys_of(article: Article) -> dict[str, str]:
    """Key → kind of every unit of the article."""
    return dict(Unit.objects.filter(article=article).values_list("key", "kind"))


def _columns(kind: type[Unit], languages: Collection[str]) -> list[str]:
    """Names of the fields that hold facts, and of the translated columns of the languages asked for."""
    translated = {
        f"{field}_{language.column}" for field in kind.FIELDS for language in BY_CODE.values()
    } | set(kind.FIELDS)
    wanted = [f"{field}_{BY_CODE[code].column}" for field in kind.FIELDS for code in languages]
    facts = [field.name for field in kind._meta.concrete_fields if field.name not in translated]
    return facts + wanted
