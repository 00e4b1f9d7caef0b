"""The application that a WSGI server calls: Django, behind the store of public pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings")

_django = get_wsgi_application()

# Settings, and what needs them, can be read from here on.
from django.conf import settings  # noqa: E402

from education.publishing.store import PageStore  # noqa: E402

application = PageStore(_django, most=settings.PAGE_STORE_BYTES)
