"""`backup`: everything of one moment, into one file, while people go on writing.

Whole: every table but sign-ins of today and failed ones, pictures included (they lie in the database), and the settings that
are no secrets. The SECRET_KEY is not in it: whoever keeps a backup must keep the key too, elsewhere.
"""

import hashlib
import os
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from education.clinics.backups import Backup
from education.exchange.archive import PIECE, BadArchive, Row, writing
from education.exchange.progress import Told
from education.exchange.tables import Migrations, Model, applied, columns, known, rows, tables
from education.publishing.moment import snapshot

SETTINGS = (
    "LOCAL", "ALLOWED_HOSTS", "HTTPS_BY", "CSRF_TRUSTED_ORIGINS", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "MAIL_FROM", "TIME_ZONE", "LOG_LEVEL", "HOST", "PORT", "PAGE_STORE_MIB",
)  # fmt: skip
"""Variables of the environment that hold no secret. An address of a database, a cache or a mail server can hold one."""
DIGITS = 32


def make_backup(target: Path, told: Told, *, overwrite: bool = False) -> int:
    """Write the file, and note that it was made; how many rows are in it. Raises BadArchive, OSError."""
    with writing(target, overwrite=overwrite) as writer, snapshot():
        unlimited()
        migrations = applied()
        kept, _transient = tables(known_here(migrations))
        whole = sum(model._default_manager.count() for model in kept)
        done = 0
        for model in kept:
            counted = _counted(model, done, whole, told)
            writer.table(model._meta.db_table, columns(model), counted)
            done += writer.tables[model._meta.db_table].rows
        writer.manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            software=software(),
            database=connection.vendor,
            migrations=migrations,
            key_print=key_print(settings.SECRET_KEY),
            settings=shown_settings(),
        )
    if Backup._meta.db_table in connection.introspection.table_names():
        Backup.objects.create(sha256=_sha256(target), size=target.stat().st_size)
    return done


def known_here(migrations: Migrations) -> Migrations:
    """The migrations, if this code knows them all. Raises BadArchive."""
    here = known()
    unknown = [
        f"{app} {name}"
        for app in migrations
        if app in here
        for name in migrations[app]
        if name not in here[app]
    ]
    if unknown:
        raise BadArchive(
            _("The database was made by a newer release: it knows %(names)s. Update the software first.")
            % {"names": ", ".join(unknown)}
        )
    return {app: names for app, names in migrations.items() if app in here}


def key_print(key: str) -> str:
    return salted_hmac("education.exchange.backup", "", secret=key, algorithm="sha256").hexdigest()[:DIGITS]


def shown_settings() -> dict[str, str]:
    return {name: os.environ[name] for name in SETTINGS if os.environ.get(name)}


def software() -> str:
    """The version in pyproject.toml; nothing where the file is not there."""
    file = Path(settings.BASE) / "pyproject.toml"
    return str(tomllib.loads(file.read_text("utf-8"))["project"]["version"]) if file.exists() else ""


def unlimited() -> None:
    """A page may not take half a minute; a backup may. Holds until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


def _counted(model: Model, before: int, whole: int, told: Told) -> Iterator[Row]:
    for done, row in enumerate(rows(model), before + 1):
        told(done, whole)
        yield row


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as body:
        while piece := body.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
