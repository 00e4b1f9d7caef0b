"""What `deploy/` holds is judged by the programs that it is for; what no program judges is held against the project."""

import re
import runpy
import secrets
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import get_commands
from redis import ConnectionPool

from sciatica_site import environment, place
from tests.deploy.behind import HOST, nginx_folder
from tests.test_readme import documented, sourced
from tools import servers

DEPLOY = place.PROJECT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
REGISTRY = re.compile(r"^FROM\s+[^\s:]*[./]", re.MULTILINE)


def judged(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


class TestNginx:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        if lacking := servers.missing("nginx"):
            pytest.skip(f"this machine has no {lacking[0]}")
        return nginx_folder(tmp_path, https=8443, apps=(8001, 8002))

    def test_takes_the_file(self, folder: Path) -> None:
        done = judged(servers.program("nginx") or "", "-t", "-p", folder, "-c", folder / "nginx.conf")

        assert done.returncode == 0, done.stderr
        assert "warn" not in done.stderr

    def test_takes_the_host_of_another_clinic(self, folder: Path) -> None:
        """docs/hosting.md: "add the name to both lines"."""
        file, ours = folder / "education.conf", f"server_name {HOST};"
        assert file.read_text().count("server_name ") == file.read_text().count(ours) == 2
        file.write_text(file.read_text().replace(ours, f"server_name {HOST} pages.second-clinic.example;"))

        done = judged(servers.program("nginx") or "", "-t", "-p", folder, "-c", folder / "nginx.conf")
        assert (done.returncode, "warn" in done.stderr) == (0, False), done.stderr

    def test_would_refuse_a_mistake(self, folder: Path) -> None:
        file = folder / "education.conf"
        file.write_text(file.read_text().replace("proxy_read_timeout 30s;", "proxy_read_timeout soon;"))

        done = judged(servers.program("nginx") or "", "-t", "-p", folder, "-c", folder / "nginx.conf")
        assert done.returncode != 0


class TestSystemd:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """The units as they will stand, with programs that this machine has."""
        if lacking := servers.missing("systemd"):
            pytest.skip(f"this machine has no {lacking[0]}")
        for unit in UNITS:
            words = unit.read_text().replace("/srv/education/.venv/bin/python", shutil.which("true") or "")
            (tmp_path / unit.name.replace("@", "@8001")).write_text(words)
        return tmp_path

    def test_takes_every_unit(self, folder: Path) -> None:
        done = judged("systemd-analyze", "verify", "--man=no", *sorted(folder.iterdir()))

        ours = [line for line in done.stderr.splitlines() if "education" in line]
        assert ours == []

    def test_would_refuse_a_mistake(self, folder: Path) -> None:
        unit = folder / "education@8001.service"
        unit.write_text(unit.read_text().replace("Restart=always", "Restart=whenever"))

        done = judged("systemd-analyze", "verify", "--man=no", unit)
        assert "education@8001.service" in done.stderr

    def test_each_timer_starts_something(self) -> None:
        names = {unit.name for unit in UNITS}
        assert [
            unit
            for unit in names
            if unit.endswith(".timer") and unit.replace(".timer", ".service") not in names
        ] == []


class TestContainerfile:
    WORDS = (DEPLOY / "Containerfile").read_text(encoding="utf-8")

    def test_names_images_without_a_registry(self) -> None:
        assert "FROM python:3.11-slim-bookworm" in self.WORDS
        assert not REGISTRY.search(self.WORDS)

    def test_copies_only_what_is_there_and_everything_that_a_server_imports(self) -> None:
        lines = [line.split()[1:-1] for line in re.findall(r"^COPY (?!--from).*", self.WORDS, re.MULTILINE)]
        sources = {source for line in lines for source in line}

        assert {"education", "sciatica_site", "templates", "locale", "manage.py"} <= sources
        assert [source for source in sources if not (place.PROJECT / source).exists()] == []

    def test_does_not_run_as_root(self) -> None:
        assert re.search(r"^USER (?!root|0)\S+", self.WORDS, re.MULTILINE)


def test_each_command_of_manage_py_that_is_named_exists() -> None:
    files = [*UNITS, DEPLOY / "Containerfile", place.PROJECT / "docs" / "hosting.md"]
    named = {
        name
        for file in files
        for name in re.findall(
            r"(?:(?:python |`)manage\.py|sbin/education) (\w+)", file.read_text(encoding="utf-8")
        )
    }

    assert {"migrate", "backup", "review_digest", "aggregate_attempts"} <= named
    assert named <= set(get_commands())


class TestEnvironment:
    GIVEN = dict(re.findall(r"^([A-Z_]+)=(.*)$", (DEPLOY / "environment.example").read_text(), re.MULTILINE))

    def test_names_only_what_the_readme_explains(self) -> None:
        assert {"SECRET_KEY", "DATABASE_URL", "CACHE_URL"} <= set(self.GIVEN) <= documented()

    def test_is_read_by_a_shell_as_it_stands(self, tmp_path: Path) -> None:
        file = (DEPLOY / "environment.example").read_text(encoding="utf-8")
        assert {name: sourced(file, name, tmp_path) for name in self.GIVEN} == self.GIVEN

    def test_a_password_may_be_percent_encoded_as_it_says(self, tmp_path: Path) -> None:
        password = "a&b;c/d?e f#g+h%i@j:k$l'm\"n"
        encoded = f"://education:{quote(password, safe='')}@host:6379/0"
        assert sourced(f"DATABASE_URL=postgres{encoded}", "DATABASE_URL", tmp_path) == f"postgres{encoded}"

        assert environment.database(f"postgres{encoded}")["PASSWORD"] == password
        assert environment.email(f"smtp+tls{encoded}")["EMAIL_HOST_PASSWORD"] == password
        pool = ConnectionPool.from_url(environment.cache(f"redis{encoded}"))
        assert pool.connection_kwargs["password"] == password

    def test_is_taken_once_it_has_a_key(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("LOCAL")
        for name, value in self.GIVEN.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("VAR", str(tmp_path))
        monkeypatch.setenv("SECRET_KEY", secrets.token_urlsafe(64))

        made = runpy.run_path(str(place.PROJECT / "sciatica_site" / "settings.py"))
        assert made["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
