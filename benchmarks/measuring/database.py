"""Django in this process, on an empty database: import it before anything of the project.

SQLite in a folder that goes at the end; or, where DATABASE_URL names a PostgreSQL, a database of its own beside that one, whose
name begins with `test_`. Nothing is written to the database that DATABASE_URL names.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

FOLDER = Path(tempfile.mkdtemp(prefix="sciatica-bench-"))
(FOLDER / "static").mkdir()
os.environ |= {"LOCAL": "yes", "VAR": str(FOLDER)}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings")
OWNER = os.getpid()


def _gone() -> None:
    """Child processes inherit what is to be done at exit."""
    if os.getpid() == OWNER:
        shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(_gone)

import django  # noqa: E402
from django.conf import settings  # noqa: E402

django.setup()
# Pages that this process makes need no static files gathered first.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from education.clinics.models import Clinic  # noqa: E402


def fresh_database() -> None:
    """Tables, and nothing in them."""
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    else:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        atexit.register(_drop)


def load_words() -> None:
    """What ships with the software, in all its languages."""
    with open(os.devnull, "w") as nowhere:
        call_command("load_words", verbosity=0, stdout=nowhere)


def make_clinic(**more: object) -> Clinic:
    """A clinic that counts answers."""
    facts = {
        "key": "bench", "name": "Bench", "country": "GB", "emergency_number": "112", "clinic_phone": "01632 960123",
        "count_answers": True,
    }  # fmt: skip
    clinic: Clinic = Clinic.objects.create(**facts | more)
    return clinic


def address() -> str:
    """The database that this process works on, as DATABASE_URL names it to another one."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings.DATABASES['default']['NAME']}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def _drop() -> None:
    if os.getpid() == OWNER:
        connections.close_all()
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
