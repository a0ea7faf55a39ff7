"""What one serving process knows of the others, when there are several: told and asked through Redis."""

import json
import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
STALE = 12  # seconds after which a process that says nothing more is thought to have ended


class Elsewhere:
    """Who listens to a channel in any process, and acts that all of them must carry out.

    Nothing of a person but their id is written there, and it goes when they do. While Redis does not answer, each
    process knows of its own people only, and nothing fails.
    """

    def __init__(self, url: str, name: str = "lantern") -> None:
        self.name = name  # of this installation: what is published reaches every database of a Redis
        self.redis: Any = Redis.from_url(url, decode_responses=True, socket_timeout=5, health_check_interval=30)
        self.me = secrets.token_hex(6)

    def keep(self, name: str, here: set[int], gone: set[int] = frozenset()) -> None:  # type: ignore[assignment]
        """Tells the others who of this process listens to a channel, and who no longer does."""
        key = f"{self.name}:here:{name}"
        with suppress(RedisError), self.redis.pipeline() as pipe:
            if gone:
                pipe.zrem(key, *(f"{self.me}:{person}" for person in gone))
            if here:
                pipe.zadd(key, {f"{self.me}:{person}": time.time() for person in here})
                pipe.expire(key, 10 * STALE)
            pipe.execute()

    def people_in(self, name: str) -> set[int]:
        with suppress(RedisError):
            found = self.redis.zrangebyscore(f"{self.name}:here:{name}", time.time() - STALE, "+inf")
            return {int(member.partition(":")[2]) for member in found}
        return set()

    def tell(self, act: str, **what: Any) -> None:
        with suppress(RedisError):
            self.redis.publish(f"{self.name}:acts", json.dumps({"from": self.me, "act": act, **what}))

    def listen(self, acts: dict[str, Callable[..., None]]) -> None:
        """Carries out what other processes tell, for as long as this one lives."""
        while True:
            try:
                with self.redis.pubsub(ignore_subscribe_messages=True) as heard:
                    heard.subscribe(f"{self.name}:acts")
                    while True:
                        self._carry_out(heard.get_message(timeout=1), acts)
            except RedisError:
                log.warning("Redis does not answer: trying again")
                time.sleep(1)

    def _carry_out(self, message: Any, acts: dict[str, Callable[..., None]]) -> None:
        told = json.loads(message["data"]) if message else {"from": self.me}
        if told.pop("from") == self.me:
            return
        try:
            acts[told.pop("act")](**told)
        except Exception:  # one act that fails must not end the listening
            log.exception("an act told by another process failed")
