"""Tries to restore each file named, over a database that holds content, and prints as JSON what was said each time.

Ends with a failure if one of them changed anything.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.db import connection


def main(files: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sciatica_site.settings"
    django.setup()
    from education.exchange.archive import BadArchive  # noqa: PLC0415 - Django must be set up first
    from education.exchange.restore import restore_backup  # noqa: PLC0415

    said = []
    before = _everything()
    for file in files:
        try:
            restore_backup(Path(file), lambda _done, _all: None, replace=True)
        except BadArchive as refusal:
            said.append(str(refusal))
        if _everything() != before:
            raise SystemExit(f"{file} changed the database")
    print(json.dumps(said))


def _everything() -> list[object]:
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        return [cursor.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


if __name__ == "__main__":
    main(sys.argv[1:])
