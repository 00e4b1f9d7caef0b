"""The locks: every file pinned by hash, no address of anybody's index, and one version of each package in all of them."""

import re

import pytest

from sciatica_site import place

LOCKS = ("uv", "base", "dev")
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


def lock(name: str) -> str:
    return (place.PROJECT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_each_pin_has_its_hashes(name: str) -> None:
    pinned = re.split(r"^(?=[a-z0-9])", lock(name), flags=re.MULTILINE)[1:]

    assert pinned
    assert [
        entry for entry in pinned if not re.search(r"^    --hash=sha256:[0-9a-f]{64}", entry, re.MULTILINE)
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_names_no_address(name: str) -> None:
    assert "://" not in lock(name)
    assert "--index" not in lock(name)
    assert "--find-links" not in lock(name)


def test_what_runs_is_what_is_tested() -> None:
    assert dict(PIN.findall(lock("base"))).items() <= dict(PIN.findall(lock("dev"))).items()


def test_each_wish_is_pinned() -> None:
    for name in LOCKS:
        wishes = (place.PROJECT / "requirements" / f"{name}.in").read_text(encoding="utf-8")
        wished = set(re.findall(r"^([a-z0-9][a-z0-9-]*)", wishes, re.MULTILINE))

        assert wished
        assert wished <= set(dict(PIN.findall(lock(name))))
