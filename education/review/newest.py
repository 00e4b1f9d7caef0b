"""The newest row for each place, where rows are only ever appended: the one with the highest number."""

from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections
from django.db.models import F, Lookup, Max, Model, QuerySet

Row = TypeVar("Row", bound=Model)


def newest_of(appended: "QuerySet[Row]", *place: str) -> "QuerySet[Row]":
    """Of these rows the newest for each value of the fields that make a place, such as "unit", "language". One query."""
    ids: QuerySet[Any, Any] = appended.order_by().values(*place).annotate(newest=Max("id")).values("newest")
    rows = appended.model._default_manager.all()
    if connections[appended.db].vendor == "postgresql":
        return rows.filter(_AnyOf(F("pk"), ArraySubquery(ids)))
    return rows.filter(pk__in=ids)


class _AnyOf(Lookup):
    """Of rows that came just now PostgreSQL has no statistics: with IN it may look for the newest once for every row, which
    takes seconds. Put into an array they are looked for once."""

    lookup_name = "any_of"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sought, of_sought = self.process_lhs(compiler, connection)
        array, of_array = self.process_rhs(compiler, connection)
        return f"{sought} = ANY({array})", (*of_sought, *of_array)
