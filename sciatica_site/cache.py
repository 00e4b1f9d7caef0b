"""The cache that several servers share: Redis while it answers, and each process's own memory while it does not.

Nothing here may be needed: sessions, words and signatures lie in the database. What is lost when Redis goes is speed, and for
that time throttles count for each process by itself.
"""

import logging
import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

SECONDS_OF_REST = 2.0
"""How long nobody asks a Redis that failed: else each page would wait for it."""
OPTIONS = {
    "socket_connect_timeout": 0.25,
    "socket_timeout": 0.5,
    # Once, at once: connections that were open while Redis was started anew are dead.
    "retry": Retry(NoBackoff(), 1),
}

logger = logging.getLogger(__name__)


class _Rest:
    """When, on the clock that never goes back, Redis may be asked again; 0 while it answers. One for all threads."""

    until = 0.0


class SoftRedisCache(RedisCache):
    """Django's RedisCache, whose failures nobody notices but the log."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._own = LocMemCache("while Redis is away", params)

    def add(self, *args: Any, **named: Any) -> Any:
        return self._ask("add", *args, **named)

    def get(self, *args: Any, **named: Any) -> Any:
        return self._ask("get", *args, **named)

    def set(self, *args: Any, **named: Any) -> Any:
        return self._ask("set", *args, **named)

    def touch(self, *args: Any, **named: Any) -> Any:
        return self._ask("touch", *args, **named)

    def delete(self, *args: Any, **named: Any) -> Any:
        return self._ask("delete", *args, **named)

    def get_many(self, *args: Any, **named: Any) -> Any:
        return self._ask("get_many", *args, **named)

    def has_key(self, *args: Any, **named: Any) -> Any:
        return self._ask("has_key", *args, **named)

    def incr(self, *args: Any, **named: Any) -> Any:
        return self._ask("incr", *args, **named)

    def set_many(self, *args: Any, **named: Any) -> Any:
        return self._ask("set_many", *args, **named)

    def delete_many(self, *args: Any, **named: Any) -> Any:
        return self._ask("delete_many", *args, **named)

    def clear(self) -> Any:
        return self._ask("clear")

    @property
    def answers(self) -> bool:
        """Whether Redis takes part now. Asks it, but for the time of rest."""
        self.get("anything")
        return not _Rest.until

    def _ask(self, verb: str, *args: Any, **named: Any) -> Any:
        if time.monotonic() >= _Rest.until:
            try:
                answer = getattr(super(), verb)(*args, **named)
            except RedisError as failure:
                _take_a_rest(failure)
            else:
                self._welcome_back()
                return answer
        return getattr(self._own, verb)(*args, **named)

    def _welcome_back(self) -> None:
        if _Rest.until:
            _Rest.until = 0.0
            # Old by the time that Redis goes again.
            self._own.clear()
            logger.warning("The cache answers again.")


def _take_a_rest(failure: RedisError) -> None:
    if not _Rest.until:
        logger.warning("The cache does not answer (%s): each process keeps its own.", type(failure).__name__)
    _Rest.until = time.monotonic() + SECONDS_OF_REST
