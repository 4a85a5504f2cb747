"""Does time grow with the length, and no faster? Ratios of processor time, so that slow machines pass too."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 8
SLACK = 5
"""Eight times the length may take forty times as long on a busy machine; the square would take sixty-four."""
LEAST = 0.02
"""Seconds below which a measurement is mostly noise."""


def assert_linear(work: Callable[[int], object], length: int) -> None:
    """Run `work` on a length and on eight times as much, the best of two each, after warming up."""

    def seconds(size: int) -> float:
        began = time.process_time()
        work(size)
        return time.process_time() - began

    work(length // 10 + 1)
    small = min(seconds(length), seconds(length))
    large = seconds(length * TIMES)
    if large >= max(small, LEAST) * TIMES * SLACK:
        large = seconds(length * TIMES)
    assert large < max(small, LEAST) * TIMES * SLACK
