"""A section, and the people who write, translate and sign it. A file that needs others defines its own."""

import pytest

from education.clinics.models import Person, Role
from education.content.models import Section
from tests.making import make_article, make_person, make_section


@pytest.fixture
def section() -> Section:
    return make_section(make_article())


@pytest.fixture
def author() -> Person:
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def translator() -> Person:
    return make_person("tariq", Role.TRANSLATOR, ["es"])


@pytest.fixture
def reviewer() -> Person:
    return make_person("rosa", Role.REVIEWER, ["en", "es"])
