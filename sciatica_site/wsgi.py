"""The application that a WSGI server calls: `granian --interface wsgi sciatica_site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings")

application = get_wsgi_application()
