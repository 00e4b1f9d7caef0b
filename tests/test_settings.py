"""What the settings accept and refuse. Each refusal differs by one variable from an environment that starts."""

import os
import runpy
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from sciatica_site import place

KEY = "kE9-2vQxwR7_tYbN4mLpZ8sDfGhJ6cVaUoIi3WnEeXq5TrBy1M"
PRODUCTION = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "education.example.org", "HTTPS_BY": "proxy"}
LOCAL = {"LOCAL": "yes"}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in set(os.environ) - {"PATH", "HOME"}:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VAR", str(tmp_path))


def settings(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> dict[str, Any]:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(place.PROJECT / "sciatica_site" / "settings.py"))


class TestProduction:
    def test_starts_with_a_key_hosts_and_https(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = settings(monkeypatch, PRODUCTION)

        assert made["DEBUG"] is False
        assert made["ALLOWED_HOSTS"] == ["education.example.org"]
        assert made["SECURE_SSL_REDIRECT"] is True
        assert made["SESSION_COOKIE_SECURE"] is made["CSRF_COOKIE_SECURE"] is True
        assert made["SECURE_HSTS_SECONDS"] >= 3600

    @pytest.mark.parametrize("missing", PRODUCTION)
    def test_refuses_without_each_of_them(self, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
        with pytest.raises(ImproperlyConfigured, match=f"^{missing} "):
            settings(monkeypatch, {name: value for name, value in PRODUCTION.items() if name != missing})

    def test_believes_a_proxy_about_https_only_if_there_is_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        behind = settings(monkeypatch, PRODUCTION)
        alone = settings(monkeypatch, PRODUCTION | {"HTTPS_BY": "server"})

        assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
        assert "SECURE_PROXY_SSL_HEADER" not in alone

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("SECRET_KEY", KEY[:49]),
            ("SECRET_KEY", "a" * 80),
            ("SECRET_KEY", "django-insecure-" + KEY),
            ("SECRET_KEY", "change-me-" + KEY),
            ("ALLOWED_HOSTS", "*"),
            ("ALLOWED_HOSTS", "education.example.org,*"),
            ("ALLOWED_HOSTS", "https://education.example.org"),
            ("ALLOWED_HOSTS", "education.example.org:443"),
            ("ALLOWED_HOSTS", " , "),
            ("HTTPS_BY", "nobody"),
            ("SECURE_HSTS_SECONDS", "0"),
            ("SECURE_HSTS_SECONDS", "a year"),
            ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "perhaps"),
            ("CSRF_TRUSTED_ORIGINS", "http://staff.example.org"),
            ("CSRF_TRUSTED_ORIGINS", "https://staff.example.org/login"),
            ("TIME_ZONE", "Madrid"),
            ("LOG_LEVEL", "loud"),
            ("LOCAL", "perhaps"),
            ("EMAIL_URL", "pigeon://roof"),
            ("EMAIL_URL", "smtp+tls://"),
            ("EMAIL_URL", "smtp://host:many"),
            ("VAR", __file__),
            ("DATABASE_URL", "education"),
            ("DATABASE_URL", "mysql://host/name"),
            ("DATABASE_URL", "postgres://host"),
            ("DATABASE_URL", "sqlite://:memory:"),
            ("DATABASE_URL", "postgres://host:many/name"),
            ("CACHE_URL", "localhost:6379"),
            ("CACHE_URL", "memcache://host"),
            ("CACHE_URL", "redis://"),
            ("CACHE_URL", "redis://host:many"),
            ("CACHE_URL", "redis://host:6379/first"),
            ("CACHE_URL", "redis://[::1"),
            ("METRICS_TOKEN", "short"),
            ("METRICS_TOKEN", "with blanks in twenty four"),
            ("METRICS_TOKEN", "ü" * 24),
        ],
    )
    def test_names_the_variable_that_it_cannot_use(
        self, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        with pytest.raises(ImproperlyConfigured, match=f"^{name} ") as refusal:
            settings(monkeypatch, PRODUCTION | {name: value})
        assert "\n" not in str(refusal.value)

    @pytest.mark.parametrize(
        ("name", "value", "setting", "expected"),
        [
            (
                "ALLOWED_HOSTS",
                " a.example.org , .b.example.org ",
                "ALLOWED_HOSTS",
                ["a.example.org", ".b.example.org"],
            ),
            (
                "CSRF_TRUSTED_ORIGINS",
                "https://staff.example.org",
                "CSRF_TRUSTED_ORIGINS",
                ["https://staff.example.org"],
            ),
            ("SECURE_HSTS_SECONDS", "3600", "SECURE_HSTS_SECONDS", 3600),
            ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "no", "SECURE_HSTS_INCLUDE_SUBDOMAINS", False),
            ("TIME_ZONE", "Europe/Madrid", "TIME_ZONE", "Europe/Madrid"),
            ("EMAIL_URL", "smtp+tls://user:p%40ss@post.example.org:587", "EMAIL_HOST_PASSWORD", "p@ss"),
            ("EMAIL_URL", "filemail:////srv/mail", "EMAIL_FILE_PATH", "/srv/mail"),
            ("LOG_LEVEL", "INFO", "TIME_ZONE", "UTC"),
            ("METRICS_TOKEN", KEY, "METRICS_TOKEN", KEY),
        ],
    )
    def test_takes_each_variable_that_it_can_use(
        self, monkeypatch: pytest.MonkeyPatch, name: str, value: str, setting: str, expected: object
    ) -> None:
        assert settings(monkeypatch, PRODUCTION | {name: value})[setting] == expected

    def test_never_says_a_password(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("DATABASE_URL", "CACHE_URL", "EMAIL_URL", "METRICS_TOKEN"):
            with pytest.raises(ImproperlyConfigured) as refusal:
                settings(monkeypatch, PRODUCTION | {name: "gopher://u:hunter2@host"})
            assert "hunter2" not in str(refusal.value)
            monkeypatch.delenv(name)


class TestLocalMode:
    def test_needs_no_variable_and_serves_this_computer_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = settings(monkeypatch, LOCAL)

        assert made["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
        assert made["DEBUG"] is False
        assert made["SECURE_SSL_REDIRECT"] is False

    def test_refuses_other_hosts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ImproperlyConfigured, match=r"^ALLOWED_HOSTS "):
            settings(monkeypatch, LOCAL | {"ALLOWED_HOSTS": "education.example.org"})

    def test_keeps_one_random_key_that_only_its_owner_can_read(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        first, again = settings(monkeypatch, LOCAL), settings(monkeypatch, LOCAL)
        elsewhere = settings(monkeypatch, LOCAL | {"VAR": str(tmp_path / "elsewhere")})

        assert first["SECRET_KEY"] == again["SECRET_KEY"] != elsewhere["SECRET_KEY"]
        assert len(first["SECRET_KEY"]) >= 50
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


class TestFolder:
    def test_is_made_where_there_is_none(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        made = settings(monkeypatch, PRODUCTION | {"VAR": str(tmp_path / "new" / "var")})

        assert made["VAR"].is_dir()

    def test_counts_from_the_project(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert settings(monkeypatch, PRODUCTION | {"VAR": "tests"})["VAR"] == place.PROJECT / "tests"


class TestDatabase:
    def test_is_sqlite_in_var_with_write_ahead_logging_unless_said_otherwise(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        database = settings(monkeypatch, PRODUCTION)["DATABASES"]["default"]

        assert database["NAME"] == tmp_path / "education.sqlite3"
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]

    def test_can_be_postgresql_without_options_of_sqlite(self, monkeypatch: pytest.MonkeyPatch) -> None:
        url = "postgres://user:pass@db.example.org:5432/education"
        database = settings(monkeypatch, PRODUCTION | {"DATABASE_URL": url})["DATABASES"]["default"]

        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert (database["HOST"], database["NAME"]) == ("db.example.org", "education")
        assert "transaction_mode" not in database["OPTIONS"]
        assert database["OPTIONS"]["connect_timeout"] == 2

    def test_keeps_what_the_address_says_about_postgresql(self, monkeypatch: pytest.MonkeyPatch) -> None:
        url = "postgres://user:p%40ss@db.example.org/education?sslmode=require&connect_timeout=1"
        database = settings(monkeypatch, PRODUCTION | {"DATABASE_URL": url})["DATABASES"]["default"]

        assert database["PASSWORD"] == "p@ss"
        assert database["OPTIONS"]["sslmode"] == "require"
        assert database["OPTIONS"]["connect_timeout"] == 1


class TestCache:
    def test_is_the_memory_of_the_process_unless_said_otherwise(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert settings(monkeypatch, PRODUCTION)["CACHES"]["default"]["BACKEND"].endswith(".LocMemCache")

    @pytest.mark.parametrize(
        ("given", "taken"),
        [
            ("redis://cache.example.org", "redis://cache.example.org"),
            ("rediss://:p%40ss@cache.example.org:6380/2", "rediss://:p%40ss@cache.example.org:6380/2"),
            ("rediscache://127.0.0.1:6379/1", "redis://127.0.0.1:6379/1"),
        ],
    )
    def test_can_be_a_redis_that_is_not_waited_for(
        self, monkeypatch: pytest.MonkeyPatch, given: str, taken: str
    ) -> None:
        cache = settings(monkeypatch, PRODUCTION | {"CACHE_URL": given})["CACHES"]["default"]

        assert (cache["BACKEND"], cache["LOCATION"]) == ("sciatica_site.cache.SoftRedisCache", taken)
        assert cache["OPTIONS"]["socket_connect_timeout"] == 0.25
        assert cache["OPTIONS"]["socket_timeout"] == 0.5


@pytest.mark.parametrize("program", [["manage.py", "check"], ["-m", "sciatica_site.serve"]])
def test_a_wrong_setting_costs_one_sentence_and_no_traceback(program: list[str], tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "VAR": str(tmp_path)} | PRODUCTION | {"ALLOWED_HOSTS": "*"}
    done = subprocess.run(
        [sys.executable, *program],
        cwd=place.PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("ALLOWED_HOSTS must ")
