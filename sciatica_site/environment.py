"""Reads the environment. Each reader answers with a checked value, or with one sentence that names the variable.

What the variables mean is decided in `settings`, and said in README.md.
"""

import os
import re
import zoneinfo
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
SHORTEST_KEY, FEWEST_CHARACTERS = 50, 10
SAMPLES = ("django-insecure-", "change", "secret", "your-", "example", "sample", "xxx")
HOST_NAME = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
SHORTEST_TOKEN = 24
DATABASES = ("sqlite", "postgres", "postgresql")
CACHES = {"redis": "redis", "rediss": "rediss", "rediscache": "redis"}
"""Schemes that people write → those that Redis's library takes."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    given = text(name, "yes" if default else "no").lower()
    if given not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {given!r}.")
    return given in YES


def number(name: str, *, default: int, least: int) -> int:
    given = text(name, str(default))
    if not (given.isascii() and given.isdigit() and int(given) >= least):
        raise ImproperlyConfigured(f"{name} must be a whole number, {least} or more, not {given!r}.")
    return int(given)


def choice(name: str, choices: Sequence[str], *, default: str = "") -> str:
    given = text(name, default)
    if given not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}{_not(given)}.")
    return given


def listed(name: str) -> list[str]:
    """Values between commas; blanks around them do not count."""
    return [value.strip() for value in text(name).split(",") if value.strip()]


def secret_key() -> str:
    given = text("SECRET_KEY")
    if len(given) < SHORTEST_KEY or len(set(given)) < FEWEST_CHARACTERS or given.lower().startswith(SAMPLES):
        raise ImproperlyConfigured(
            f"SECRET_KEY must be at least {SHORTEST_KEY} random characters: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(64))' prints one."
        )
    return given


def earlier_keys() -> list[str]:
    """Keys that SECRET_KEY had before. They open what they sealed and signed, and seal nothing new."""
    given = listed("SECRET_KEY_FALLBACKS")
    if any(len(key) < SHORTEST_KEY for key in given):
        raise ImproperlyConfigured(
            "SECRET_KEY_FALLBACKS must hold earlier values of SECRET_KEY, with commas between."
        )
    return given


def hosts() -> list[str]:
    given = listed("ALLOWED_HOSTS")
    wrong = [host for host in given if not HOST_NAME.fullmatch(host.lower())]
    if wrong or not given:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the hosts that this server answers to, with commas between "
            f"and without '*', https:// or port{_not(', '.join(wrong))}."
        )
    return given


def https_origins(name: str) -> list[str]:
    given = listed(name)
    for origin in given:
        parts = urlsplit(origin)
        if parts.scheme != "https" or not parts.netloc or origin != f"https://{parts.netloc}":
            raise ImproperlyConfigured(
                f"{name} must hold addresses such as https://staff.example.org, not {origin!r}."
            )
    return given


def made_folder(name: str, folder: Path) -> Path:
    """The folder that the variable `name` stands for, made if it is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise ImproperlyConfigured(
            f"{name} must be a folder, and {folder} is none: {failure.strerror}."
        ) from None
    return folder


def time_zone() -> str:
    given = text("TIME_ZONE", "UTC")
    if given not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(f"TIME_ZONE must be a name such as Europe/Madrid, not {given!r}.")
    return given


def database(url: str) -> dict[str, Any]:
    """The DATABASES entry for an address such as `postgres://user:password@host/name`. It holds a password: never said."""
    scheme = url.partition("://")[0]
    try:
        config: dict[str, Any] = (
            environ.Env.db_url_config(url) if scheme in DATABASES and "://" in url else {}
        )
    except ValueError:
        config = {}
    if config.get("NAME") in (None, "", ":memory:"):
        raise ImproperlyConfigured(
            "DATABASE_URL must be an address such as sqlite:////srv/education/education.sqlite3 "
            "or postgres://user:password@host/name."
        )
    return config


def cache(url: str) -> str:
    """The address of a Redis as its library takes it, from one such as `redis://:password@host:6379/0`. Never said either."""
    scheme, between, rest = url.partition("://")
    try:
        parts = urlsplit(f"{CACHES.get(scheme, '')}{between}{rest}")
        usable = parts.scheme and parts.hostname and (parts.port or True) and not parts.query
    except ValueError:
        usable = False
    if not usable or not re.fullmatch(r"/?\d{0,4}", parts.path):
        raise ImproperlyConfigured(
            "CACHE_URL must be an address such as redis://:password@host:6379/0, or rediss:// for one that speaks TLS."
        )
    return parts.geturl()


def token(name: str) -> str:
    """A secret that a machine shows, or nothing. Never said."""
    given = text(name)
    if given and (
        len(given) < SHORTEST_TOKEN or not given.isascii() or not given.isprintable() or " " in given
    ):
        raise ImproperlyConfigured(
            f"{name} must be at least {SHORTEST_TOKEN} random characters without blanks: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' prints one."
        )
    return given


def email(url: str) -> dict[str, Any]:
    """The EMAIL_* settings for an address such as `smtp+tls://user:password@host:587`. Never said either."""
    try:
        given: dict[str, Any] = environ.Env.email_url_config(url)
    except (ImproperlyConfigured, ValueError):
        given = {}
    if not given or (url.startswith("smtp") and not given["EMAIL_HOST"]):
        raise ImproperlyConfigured("EMAIL_URL must be an address such as smtp+tls://user:password@host:587.")
    plain = {"EMAIL_HOST": "localhost", "EMAIL_PORT": 25, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""}
    known = {name: value for name, value in given.items() if value is not None}
    return plain | {"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False} | known


def _not(given: str) -> str:
    return f", not {given!r}" if given else ""
