"""The shared cache without which the portal still works."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer
from redis.retry import Retry

log = logging.getLogger(__name__)


def _patient(name: str, answer):
    """The method of RedisCache that gives `answer(*args, **kwargs)` when Redis is away."""
    method = getattr(RedisCache, name)

    def call(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except (NoConnection, NoAnswer) as error:
            log.warning("cache is away, %s: %s", name, error)
            return answer(*args, **kwargs)

    return call


class PatientRedisCache(RedisCache):
    """Redis that may be away: nothing is found and everything may be written, so people enter and work.

    Only counters of requests live here. While Redis is away they stand still; failed logins are in the database.
    Redis is not asked twice: its client would wait seconds between attempts, and a person waits for the page.
    """

    def __init__(self, server, params):
        options = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)}
        super().__init__(server, params | {"OPTIONS": options | params.get("OPTIONS", {})})

    get = _patient("get", lambda key, default=None, version=None: default)
    add = _patient("add", lambda *args, **kwargs: True)
    set = _patient("set", lambda *args, **kwargs: None)
    delete = _patient("delete", lambda *args, **kwargs: False)
    incr = _patient("incr", lambda *args, **kwargs: 1)
