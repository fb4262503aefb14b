"""How often each caller may ask, within one process."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


def admission(per_minute: int) -> Callable[[str], int]:
    """What says how many seconds a caller has to wait: 0 for now, in which case the request counts.

    per_minute: of each caller, in any minute; 0 for no bound.
    """
    if not per_minute:
        return lambda caller: 0
    limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
    rate = RateLimitItemPerMinute(per_minute)

    def admit(caller: str) -> int:
        if limiter.hit(rate, caller):
            return 0
        return max(1, math.ceil(limiter.get_window_stats(rate, caller).reset_time - time.time()))

    return admit
