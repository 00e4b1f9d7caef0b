"""A live server with the shipped article and the four demonstration people."""

import pytest
from django.contrib.auth.hashers import make_password
from pytest_django.live_server_helper import LiveServer

from education.clinics.demo import open_demo
from education.clinics.models import Person
from education.exchange.shipped import SHIPPED, load_release, read_release, shipped_languages

PASSWORD = "correct horse battery"


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> str:
    """The address of a site as `make run` sets it up."""
    load_release(read_release(SHIPPED / "sciatica"))
    open_demo(shipped_languages())
    Person.objects.update(password=make_password(PASSWORD))
    return str(live_server.url)
