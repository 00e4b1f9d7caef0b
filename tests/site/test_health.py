"""What a load balancer is told, under whatever host name it asks."""

from concurrent.futures import Future

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from sciatica_site import health
from sciatica_site.cache import OPTIONS
from tools.servers import free_port

BALANCER = {"host": "10.0.0.7:8001"}


class TestHealthz:
    @pytest.fixture(autouse=True)
    def production(self, settings: Settings) -> None:
        settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["education.example.org"], True

    def test_needs_no_database_no_https_and_no_known_host(self) -> None:
        # No mark: a question to the database would fail this test.
        response = Client().get("/healthz", headers=BALANCER)

        assert (response.status_code, response.content) == (200, b"alive\n")
        assert response["Cache-Control"] == "no-store"

    def test_other_pages_are_not_given_so_easily(self) -> None:
        assert Client().get("/en/", headers={"host": "education.example.org"}).status_code == 301


@pytest.mark.django_db(transaction=True)
class TestReadyz:
    def test_says_ready_and_where_the_cache_is(self) -> None:
        response = Client().get("/readyz", headers=BALANCER)

        assert response.status_code == 200
        assert response.content.startswith(b"ready\ncache: ")

    def test_a_redis_that_is_away_is_said_and_the_server_is_ready_all_the_same(
        self, settings: Settings
    ) -> None:
        backend, nobody = "sciatica_site.cache.SoftRedisCache", f"redis://127.0.0.1:{free_port()}"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": nobody, "OPTIONS": OPTIONS}}
        response = Client().get("/readyz")

        assert response.status_code == 200
        assert b"cache: does not answer" in response.content

    def test_a_database_that_does_not_answer_is_503_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(_recorder: object) -> None:
            raise OperationalError("connection to 192.0.2.7 refused for user education")

        monkeypatch.setattr(MigrationRecorder, "applied_migrations", refused)
        response = Client(raise_request_exception=False).get("/readyz")

        assert response.status_code == 503
        assert response.content == b"not ready: The database does not answer.\n"

    def test_a_database_that_hangs_is_not_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        never: Future[str] = Future()
        monkeypatch.setattr(health, "SLOWEST_ANSWER_S", 0.01)
        monkeypatch.setattr(health.asking, "_open", never)

        assert Client(raise_request_exception=False).get("/readyz").status_code == 503
        never.set_result("")
        monkeypatch.setattr(health, "SLOWEST_ANSWER_S", 5)
        assert Client().get("/readyz").status_code == 200

    def test_tables_that_are_older_than_the_program_are_503(self, monkeypatch: pytest.MonkeyPatch) -> None:
        newer = frozenset({*health._known_migrations(), ("education", "9999_of_tomorrow")})
        monkeypatch.setattr(health, "_known_migrations", lambda: newer)

        response = Client(raise_request_exception=False).get("/readyz")
        assert response.status_code == 503
        assert b"manage.py migrate" in response.content
