"""The shared cache, over a real Redis that is stopped in the middle."""

import pytest

from sciatica_site import cache
from sciatica_site.cache import SoftRedisCache
from tools import servers


@pytest.fixture(autouse=True)
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the time of rest, and none is left over for the next test."""
    monkeypatch.setattr(cache, "SECONDS_OF_REST", 0.0)
    monkeypatch.setattr(cache._Rest, "until", 0.0)


def shared(redis: servers.Redis) -> SoftRedisCache:
    return SoftRedisCache(redis.url, {"KEY_PREFIX": "tests", "OPTIONS": cache.OPTIONS})


def test_two_processes_see_the_same(redis: servers.Redis) -> None:
    one, other = shared(redis), shared(redis)

    assert one.add("tries", 1)
    assert not other.add("tries", 5)
    assert other.incr("tries") == 2
    assert one.get("tries") == 2
    assert one.answers


def test_without_redis_every_verb_still_works_in_the_process(redis: servers.Redis) -> None:
    kept = shared(redis)
    kept.set("page", "shared")
    redis.stop()

    assert kept.get("page") is None
    assert not kept.answers
    kept.set("page", "own")
    assert kept.get("page") == "own"
    assert kept.add("tries", 1)
    assert not kept.add("tries", 1)
    assert kept.incr("tries") == 2
    assert kept.decr("tries") == 1
    assert kept.touch("tries", 60)
    assert kept.set_many({"a": 1, "b": 2}) == []
    assert kept.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert kept.get_or_set("d", 4) == 4
    assert "a" in kept
    kept.delete_many(["a", "b"])
    assert kept.delete("d")
    kept.clear()
    assert "tries" not in kept


def test_is_shared_again_when_redis_comes_back_and_forgets_what_it_kept_alone(redis: servers.Redis) -> None:
    kept = shared(redis)
    redis.stop()
    kept.set("page", "own")
    redis.start()

    assert kept.get("page") is None
    assert kept.answers
    kept.set("page", "shared")
    assert shared(redis).get("page") == "shared"
    redis.stop()
    assert kept.get("page") is None


def test_nobody_asks_a_redis_that_failed_until_it_has_rested(
    redis: servers.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "SECONDS_OF_REST", 3600.0)
    kept = shared(redis)
    redis.stop()
    kept.set("page", "own")
    redis.start()

    assert kept.get("page") == "own"
    monkeypatch.setattr(cache._Rest, "until", 1e-9)
    assert kept.get("page") is None


def test_says_once_that_it_is_away_and_once_that_it_is_back(
    redis: servers.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    kept = shared(redis)
    redis.stop()
    for _ in range(3):
        kept.get("page")
    redis.start()
    for _ in range(3):
        kept.get("page")

    assert [record.getMessage() for record in caplog.records] == [
        "The cache does not answer (ConnectionError): each process keeps its own.",
        "The cache answers again.",
    ]


def test_a_mistake_of_ours_is_not_hidden(redis: servers.Redis) -> None:
    with pytest.raises(ValueError, match="not found"):
        shared(redis).incr("never-set")
