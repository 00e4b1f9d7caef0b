"""A real Redis that a test may stop and start."""

from collections.abc import Iterator

import pytest

from tools import servers


@pytest.fixture
def redis() -> Iterator[servers.Redis]:
    if lacking := servers.missing("redis-server"):
        pytest.skip(f"this machine has no {lacking[0]}")
    with servers.folder() as place, servers.Redis(place) as running:
        yield running
