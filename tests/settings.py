"""The settings under test: local mode, in a folder that goes when the tests end."""

import atexit
import os
import shutil
import tempfile

# Before the settings are read. No variable of the person who runs the tests may change what they say.
for name in (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "EMAIL_URL",
    "LOG_LEVEL",
    "SECRET_KEY",
    "TIME_ZONE",
):
    os.environ.pop(name, None)
os.environ |= {"LOCAL": "yes", "VAR": tempfile.mkdtemp(prefix="sciatica-tests-")}
atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)

from sciatica_site.settings import *  # noqa: E402, F403
from sciatica_site.settings import DATABASES, STORAGES, VAR  # noqa: E402

# A file, as in production: pages in the browser and the test beside them write through separate connections.
DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# WhiteNoise warns of a folder that is not there.
(VAR / "static").mkdir()
