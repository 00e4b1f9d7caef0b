"""The settings of the server as it ships, but for the application that it serves."""

from sciatica_site.settings import *  # noqa: F403

WSGI_APPLICATION = "measuring.ready.application"
