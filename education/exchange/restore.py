"""`restore`: a whole database out of one file, in one transaction, or nothing.

The file is checked to its last byte before anything is touched. A backup of this release goes into a database of this
release, or into one without tables, which are then made. A backup of an earlier release goes into one without tables only: the
tables of then are made, filled and migrated forward. So no migration ever runs backwards.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from education.exchange.archive import Archive, BadArchive, Manifest, reading
from education.exchange.backup import key_print, known_here, shown_settings, unlimited
from education.exchange.progress import Told
from education.exchange.tables import Migrations, Model, applied, columns, insert, known, newest, tables


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    other_key: bool
    """The SECRET_KEY is another one than that of the backup: what was encrypted with it cannot be read."""
    other_settings: dict[str, tuple[str, str]]
    """Variable → its value then and now, where they differ."""


def restore_backup(source: Path, told: Told, *, replace: bool = False) -> Restored:
    """Restore a file. Raises BadArchive: then the database is as it was."""
    with reading(source) as archive:
        migrations = known_here(archive.manifest.migrations)
        here = applied()
        _may_go_in(archive.manifest.migrations, here)
        if here and not replace and _holds_content(here):
            raise BadArchive(
                _(
                    "This database holds people or words. Restore into an empty one, or say --replace to lose them."
                )
            )
        if not here:
            MigrationExecutor(connection).migrate(newest(migrations))
        _fill(archive, migrations, told)
    # What joined the code since, and the permissions of tables that are new.
    call_command("migrate", interactive=False, verbosity=0)
    ContentType.objects.clear_cache()
    cache.clear()
    return _told(archive.manifest)


def _may_go_in(then: Migrations, here: Migrations) -> None:
    """The backup's tables must be those of the database, or those that can be made in an empty one."""
    if not here or _same(then, here):
        return
    if _same(here, known()):
        raise BadArchive(
            _(
                "This backup is of an earlier release. Restore it into a new, empty database: it is migrated forward there."
            )
        )
    raise BadArchive(
        _("Run “manage.py migrate” first: the tables of this database are not those of this release.")
    )


def _same(one: Migrations, other: Migrations) -> bool:
    return {app: sorted(names) for app, names in one.items()} == {
        app: sorted(names) for app, names in other.items()
    }


def _holds_content(here: Migrations) -> bool:
    kept, _transient = tables(here)
    ours = [model for model in kept if model._meta.app_label == "education"]
    return any(model._default_manager.exists() for model in ours)


def _fill(archive: Archive, migrations: Migrations, told: Told) -> None:
    kept, transient = tables(migrations)
    named = {model._meta.db_table: model for model in kept}
    _match(archive.manifest, named)
    try:
        with transaction.atomic():
            unlimited()
            _empty([*kept, *transient])
            _insert(archive, named, told)
            connection.check_constraints()
            _set_sequences(kept)
    except (DatabaseError, ValidationError, ValueError, TypeError) as failure:
        raise BadArchive(
            _("The database refused what is in this backup: %(why)s. Nothing was changed.") % {"why": failure}
        ) from failure


def _match(manifest: Manifest, named: dict[str, Model]) -> None:
    """Table for table and column for column, or nothing."""
    then = {name: sorted(member.columns) for name, member in manifest.tables.items()}
    now = {name: sorted(columns(model)) for name, model in named.items()}
    if then != now:
        raise BadArchive(_("This backup holds other tables than its release had. Nothing was changed."))


def _empty(models: list[Model]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")  # noqa: S608 - names of our own tables


def _insert(archive: Archive, named: dict[str, Model], told: Told) -> None:
    manifest, before = archive.manifest, 0
    for name, member in manifest.tables.items():
        for done in insert(named[name], member.columns, archive.rows(name)):
            told(before + done, manifest.rows)
        before += member.rows


def _set_sequences(models: list[Model]) -> None:
    """PostgreSQL's counters do not follow rows that bring their own numbers."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def _told(manifest: Manifest) -> Restored:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    now = shown_settings()
    other = {
        name: (manifest.settings.get(name, ""), now.get(name, ""))
        for name in {**manifest.settings, **now}
        if manifest.settings.get(name, "") != now.get(name, "")
    }
    return Restored(manifest, manifest.key_print not in map(key_print, keys), other)
