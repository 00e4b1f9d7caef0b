"""A small public article, a reader of it, and a database that can be taken away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from education.content.models import Section, Urgency
from tests.making import make_article, make_care_level, make_clinic, make_red_flag, make_section, put
from tests.publishing.storing import Reader


@pytest.fixture
def section() -> Section:
    make_clinic(languages=["en", "es"], show_unsigned=True)
    article = make_article()
    level, sign = make_care_level(article, Urgency.EMERGENCY), make_red_flag(article)
    for language in ("en", "es"):
        put(level, language, name="Call now", action="Call {emergency_number}.")
        put(sign, language, sign="Numb between the legs")
    section = make_section(article)
    put(section, heading="What is it?", body="It hurts.")
    return section


@pytest.fixture
def reader(section: Section) -> Reader:
    return Reader()


@pytest.fixture
def database() -> Iterator[dict[str, Any]]:
    """How the database is reached; what a test changes there is put back."""
    entry = connections.settings["default"]
    kept = dict(entry)
    yield entry
    entry.update(kept)
    connections.close_all()
