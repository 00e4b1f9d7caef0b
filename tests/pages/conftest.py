"""The shipped article in a demonstration clinic, loaded once for each file of tests that only read."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from education.exchange.shipped import SHIPPED, load_release, read_release, shipped_languages
from tests.making import make_clinic


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        make_clinic(languages=shipped_languages(), show_unsigned=True)
        load_release(read_release(SHIPPED / "sciatica"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)
