"""A pack carries everything that an article has: each field of each model of content, or its reason stands here."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import ForeignObjectRel, Model

from education.content.models import KINDS, Article, Citation, Unit
from education.exchange.facts import NAMES, SOURCE_FACTS
from education.text.languages import BY_CODE

CONTENT = [model for model in apps.get_models() if model.__module__.startswith("education.content.")]
LEFT_OUT = {
    "id": "a number of this database",
    "unit_ptr": "the row of Unit under each kind of it, in this database",
    "article": "the pack is of one article, whose key it names",
    "position": "the order of the units in the pack",
}
"""Fields that are in no pack by their own name, and why none is missing."""


def carried(model: type[Model]) -> set[str]:
    """Names of the fields whose values a pack holds."""
    if model is Citation:
        return {"key", *SOURCE_FACTS}
    if model is Article or model is Unit:
        return {"key", "kind", *set.intersection(*(set(NAMES[kind]) for kind in KINDS))}
    assert issubclass(model, Unit)
    return {"key", "kind", *NAMES[model.KIND], *words_of(model)}


def words_of(kind: type[Unit]) -> Iterator[str]:
    """What words/<language>.json holds: each field of words, and its columns, one for each language."""
    for name in kind.FIELDS:
        yield from (name, *(f"{name}_{language.column}" for language in BY_CODE.values()))


def fields(model: type[Model]) -> set[str]:
    """All but what other models point back with."""
    return {field.name for field in model._meta.get_fields() if not isinstance(field, ForeignObjectRel)}


def test_the_models_of_content_are_those_that_this_test_knows() -> None:
    assert {*CONTENT} == {Article, Citation, Unit, *KINDS.values()}


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_every_field_travels_or_has_its_reason_here(model: type[Model]) -> None:
    assert fields(model) - carried(model) - set(LEFT_OUT) == set()


def test_no_reason_outlives_its_field() -> None:
    every = set().union(*map(fields, CONTENT))
    assert set(LEFT_OUT) <= every
