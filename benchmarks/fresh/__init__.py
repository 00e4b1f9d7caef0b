"""An empty database for a benchmark, with settings like a server's: import it first, then call `fresh_database`.

SQLite in a folder that goes at the end; or, where DATABASE_URL names a PostgreSQL, a database of its own beside that one, whose
name begins with `test_`. Nothing is written to the database that DATABASE_URL names.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ |= {
    "LOCAL": "yes",
    "VAR": tempfile.mkdtemp(prefix="sciatica-bench-"),
    "DJANGO_SETTINGS_MODULE": "sciatica_site.settings",
}
OWNER = os.getpid()

import django  # noqa: E402
from django.conf import settings  # noqa: E402

django.setup()
# Pages are not served from here: their static files need not be gathered first.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from education.clinics.models import Clinic  # noqa: E402


def fresh_database() -> Clinic:
    """With the shipped words, and a clinic that counts answers."""
    atexit.register(_gone)
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    else:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    with open(os.devnull, "w") as nowhere:
        call_command("load_words", verbosity=0, stdout=nowhere)
    return Clinic.objects.create(
        key="bench",
        name="Bench",
        country="GB",
        emergency_number="112",
        clinic_phone="01632 960123",
        count_answers=True,
    )


def _gone() -> None:
    """Child processes inherit what is to be done at exit."""
    if os.getpid() != OWNER:
        return
    if connection.vendor != "sqlite":
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
    shutil.rmtree(os.environ["VAR"], ignore_errors=True)
