"""Counting in the cache that all processes share."""

import time

from django.core.cache import cache


def within_limit(key: str, *, limit: int, seconds: int) -> bool:
    """Count one use of `key`; False when it is more than `limit` uses in the current window of `seconds`.

    Windows follow the clock, so at a border up to twice the limit may pass: enough against a flood.
    """
    window = f"throttle:{key}:{int(time.time()) // seconds}"
    if cache.add(window, 1, timeout=seconds):
        return limit >= 1
    try:
        return cache.incr(window) <= limit
    except ValueError:
        # the row expired between the two calls: a new window has begun
        return True
