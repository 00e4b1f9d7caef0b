"""What every test stands on: the rule on skipped tests, what runs on which database, and quiet for Hypothesis."""

import hypothesis
import pytest
from django.conf import settings

pytest_plugins = ["tests.nothing_skipped", "tests.browser"]

# A busy machine is no reason for a test to fail.
hypothesis.settings.register_profile("no clock", deadline=None)
hypothesis.settings.load_profile("no clock")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "only_on_sqlite: about what SQLite alone does")
    config.addinivalue_line("markers", "only_on_postgresql: needs the PostgreSQL that the run brings")
    config.addinivalue_line(
        "markers", "own_database: brings its own servers or files; run once, beside SQLite"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Left out, not skipped: what a database does not have cannot be tested there, and what no database changes is tested once:
    what asks none, what brings its own, and how pages look in a browser (files named `…looks`).
    """
    on_sqlite = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    elsewhere = [item for item in items if _belongs_elsewhere(item, on_sqlite=on_sqlite)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


def _belongs_elsewhere(item: pytest.Item, *, on_sqlite: bool) -> bool:
    here = {mark.name for mark in item.iter_markers()}
    if on_sqlite:
        return "only_on_postgresql" in here
    looks = item.path.stem.endswith("looks")
    elsewhere = looks or bool(here & {"only_on_sqlite", "own_database"}) or not _asks_a_database(item)
    return "only_on_postgresql" not in here and elsewhere


def _asks_a_database(item: pytest.Item) -> bool:
    """Without one of these pytest-django lets no test near it."""
    fixtures = getattr(item, "fixturenames", ())
    asked = {"db", "transactional_db", "live_server", "django_db_setup"} & set(fixtures)
    return bool(asked) or item.get_closest_marker("django_db") is not None
