#!/usr/bin/env python
"""Django's commands. On your own computer: `LOCAL=1 .venv/bin/python manage.py …`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        # One sentence that names the variable helps; the traceback to it does not.
        sys.exit(str(wrong))


if __name__ == "__main__":
    main()
