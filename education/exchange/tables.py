"""The tables of a database as its migrations made them: which are kept in a backup, and how their values travel as JSON.

The models come from the migrations that are applied, not from today's code: so a database can be saved before it is migrated,
and an older backup finds the tables that it was made of.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from education.exchange.archive import Row

Migrations = Mapping[str, list[str]]
Model = type[models.Model]

TRANSIENT_APPS = frozenset({"axes", "sessions", "usersessions"})
"""Sign-ins of today and failed ones: nobody wants them back."""
ROWS_AT_ONCE = 1000


def applied() -> dict[str, list[str]]:
    """App → names of the migrations applied to this database; empty where it has no tables."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        found.setdefault(app, []).append(name)
    return found


def known() -> dict[str, list[str]]:
    """The same for this code, whatever the database has."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).disk_migrations):
        found.setdefault(app, []).append(name)
    return found


def newest(migrations: Migrations) -> list[tuple[str, str]]:
    """The last migrations of each app: where `migrate` must stop to have just these."""
    graph = MigrationLoader(connection).graph
    nodes = {(app, name) for app, names in migrations.items() for name in names}
    return sorted(
        node
        for node in nodes & set(graph.nodes)
        if not any(child.key in nodes and child.key[0] == node[0] for child in graph.node_map[node].children)
    )


def tables(migrations: Migrations) -> tuple[list[Model], list[Model]]:
    """The models behind the tables that a backup keeps, and behind the transient ones, as these migrations made them."""
    state = MigrationLoader(connection).project_state(newest(migrations)).apps
    every = sorted(
        (model for model in state.get_models(include_auto_created=True) if _is_a_table(model)),
        key=lambda model: model._meta.db_table,
    )
    kept = [model for model in every if not _is_transient(model)]
    return kept, [model for model in every if _is_transient(model)]


def columns(model: Model) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields]


def rows(model: Model) -> Iterator[Row]:
    """Every row in the order of its key, in values that JSON can hold. Reads in pieces."""
    every: models.QuerySet[Any, Any] = models.QuerySet(model).order_by("pk").values_list(*columns(model))
    for row in every.iterator(chunk_size=ROWS_AT_ONCE):
        yield [_to_json(value) for value in row]


def insert(model: Model, names: list[str], given: Iterable[Row]) -> Iterator[int]:
    """Put rows into the table as they are; yields how many are in. Raises ValidationError, DatabaseError, KeyError."""
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    chosen = [fields[name] for name in names]
    quote = connection.ops.quote_name
    listed = ", ".join(quote(str(field.column)) for field in chosen)
    places = ", ".join(["%s"] * len(chosen))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({listed}) VALUES ({places})"  # noqa: S608 - names of our own tables
    done, waiting = 0, list[list[Any]]()
    with connection.cursor() as cursor:
        for row in given:
            waiting.append([_from_json(field, value) for field, value in zip(chosen, row, strict=True)])
            if len(waiting) == ROWS_AT_ONCE:
                cursor.executemany(sql, waiting)
                done, waiting = done + len(waiting), []
                yield done
        if waiting:
            cursor.executemany(sql, waiting)
            yield done + len(waiting)


def _is_a_table(model: Model) -> bool:
    return model._meta.managed and not model._meta.proxy and not model._meta.abstract


def _is_transient(model: Model) -> bool:
    """A model of a migration inherits from nothing of the code: a table of sessions is known by its columns."""
    return model._meta.app_label in TRANSIENT_APPS or {"session_key", "session_data"} <= set(columns(model))


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _from_json(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is not None and isinstance(field, models.BinaryField):
        value = base64.b64decode(value)
    elif value is not None and not isinstance(field, models.JSONField):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
