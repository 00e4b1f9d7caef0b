#!/usr/bin/env python
"""Django's commands. On your own computer: `LOCAL=yes .venv/bin/python manage.py …`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from sciatica_site.trouble import sentence


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, OSError, OperationalError) as failure:
        # One sentence that says what to mend helps; the traceback to it does not.
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(failure) if isinstance(failure, ImproperlyConfigured) else sentence(failure))


if __name__ == "__main__":
    main()
