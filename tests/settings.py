"""The settings under test: local mode, in a folder that goes when the tests end."""

import atexit
import os
import shutil
import tempfile

# Before the settings are read. No variable of the person who runs the tests may change what they say.
for name in (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "EMAIL_URL",
    "LOG_LEVEL",
    "METRICS_TOKEN",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "TIME_ZONE",
):
    os.environ.pop(name, None)
os.environ |= {"LOCAL": "yes", "VAR": tempfile.mkdtemp(prefix="sciatica-tests-")}
# What the tests run on: SQLite and the memory, unless `tools.databases` started others. Each process of a run has its own.
worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["CACHE_URL"] = f"{url}/{worker}" if (url := os.environ.get("TEST_CACHE_URL")) else ""
atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)

from sciatica_site.settings import *  # noqa: E402, F403
from sciatica_site.settings import DATABASES, STORAGES, VAR  # noqa: E402

# A file, as in production: pages in the browser and the test beside them write through separate connections.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# WhiteNoise warns of a folder that is not there.
(VAR / "static").mkdir()
