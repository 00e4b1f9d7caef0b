"""The newest row for each place, where rows are only ever appended: the one with the highest number."""

from typing import Any, TypeVar

from django.db.models import Max, Model, QuerySet

Row = TypeVar("Row", bound=Model)


def newest_of(appended: "QuerySet[Row]", *place: str) -> "QuerySet[Row]":
    """Of these rows the newest for each value of the fields that make a place, such as "unit", "language". One query."""
    ids: QuerySet[Any, Any] = appended.order_by().values(*place).annotate(newest=Max("id")).values("newest")
    return appended.model._default_manager.filter(pk__in=ids)
