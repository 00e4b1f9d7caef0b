"""A site as docs/hosting.md sets it up, whole: PostgreSQL, Redis, two servers of the application, Nginx in front of them."""

import contextlib
import http.client
import json
import os
import secrets
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sciatica_site import place
from tests.deploy.behind import HOST, nginx_folder, start_nginx
from tools import servers

SLOWEST_S = 120
CSRF = "c" * 32


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.body, self.headers = response.status, response.read(), response.headers

    @property
    def text(self) -> str:
        return self.body.decode()


class Site:
    def __init__(self, folder: Path, database: servers.Postgres, cache: servers.Redis) -> None:
        self.folder, self.database, self.cache = folder, database, cache
        self.a, self.b, self.https = servers.free_port(), servers.free_port(), servers.free_port()
        self.running: dict[int, subprocess.Popen[bytes]] = {}
        self.environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": HOST,
            "HTTPS_BY": "proxy",
            "VAR": str(folder / "var"),
            "DATABASE_URL": database.url,
            "CACHE_URL": cache.url,
            "DJANGO_SETTINGS_MODULE": "sciatica_site.settings",
        }
        self.session, self.texts = "", []  # type: tuple[str, list[dict[str, str]]]

    def furnish(self) -> None:
        """The commands of docs/hosting.md, and a reviewer at work."""
        for words in ("migrate", "load_words", "compile_catalogues", "collectstatic --no-input"):
            self.python("manage.py", *words.split())
        told = json.loads(self.python("-m", "tests.deploy.furnish"))
        self.session, self.texts = told["session"], told["texts"]

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=place.PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, port: int) -> None:
        with (self.folder / f"{port}.log").open("ab") as log:
            self.running[port] = subprocess.Popen(
                [sys.executable, "-m", "sciatica_site.serve"],
                cwd=place.PROJECT,
                env=self.environment | {"PORT": str(port)},
                stdout=log,
                stderr=log,
            )
        until(lambda: self.ask(port, "/readyz").status == 200)

    def kill(self, port: int) -> None:
        """As a machine that loses its power: the process that serves, and the one that watches over it."""
        process = self.running.pop(port)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for number in [process.pid, *map(int, children)]:
            os.kill(number, 9)
        process.wait(SLOWEST_S)

    def ask(self, port: int, path: str, form: dict[str, Any] | None = None) -> Answer:
        """As Nginx asks a server, and for a staff page as the reviewer's browser."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST_S)
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        if path.startswith("/staff/"):
            headers["Cookie"] = f"sessionid={self.session}; csrftoken={CSRF}"
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://{HOST}{path}",
            }
            connection.request("POST", path, urlencode(form | {"csrfmiddlewaretoken": CSRF}), headers)
        with contextlib.closing(connection):
            return Answer(connection.getresponse())

    def read(self, path: str) -> Answer:
        """As a reader who comes for the first time, through Nginx."""
        with contextlib.closing(self.reader()) as connection:
            return read(connection, path)

    def reader(self) -> http.client.HTTPSConnection:
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.https, timeout=SLOWEST_S, context=anybody)

    def sign_next(self, port: int) -> int:
        """Sign one more text on this server, as the page does; the number of the edition."""
        text, path = self.texts.pop(), "/staff/words/sciatica/en/sign/"
        key = text["key"]
        form = {"key": key, f"words-{key}": text["words"], f"source-{key}": text["source"], "reading": "self"}
        signed = self.ask(port, path, form)
        assert signed.status == 302, signed.text
        self.editions += 1
        return self.editions

    editions = 0


def read(connection: http.client.HTTPSConnection, path: str, encoding: str = "identity") -> Answer:
    connection.request("GET", path, headers={"Host": HOST, "Accept-Encoding": encoding})
    return Answer(connection.getresponse())


def until(holds: Callable[[], bool]) -> None:
    """Back when it holds. AssertionError after SLOWEST_S."""
    began = time.monotonic()
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if holds():
                return
        assert time.monotonic() - began < SLOWEST_S, "it never came true"
        time.sleep(0.02)


@contextlib.contextmanager
def whole_site() -> Iterator[Site]:
    with servers.folder() as folder, servers.Postgres(folder) as database, servers.Redis(folder) as cache:
        site = Site(folder, database, cache)
        site.furnish()
        nginx_folder(folder, https=site.https, apps=(site.a, site.b), http=servers.free_port())
        front = start_nginx(folder)
        try:
            site.start(site.a)
            site.start(site.b)
            yield site
        finally:
            for process in [front, *site.running.values()]:
                process.terminate()
            for process in [front, *site.running.values()]:
                process.wait(SLOWEST_S)
