"""How long a count takes: the least processor time of several, each from the same ballots and nothing kept between.

Both sides of the benchmark measure by it, so it imports neither. The first count of a process also takes what Python
and numpy do once; of a small election that is more than the count itself.
"""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_MOST, _PATIENCE_S = 1_000, 2.0


def measured(count: Callable[[], T]) -> tuple[T, dict[str, float]]:
    """What it counts, and ``rule_s`` and ``rule_cpu_s`` of the quickest; ``first_cpu_s`` of the first.

    What takes long is counted once or twice.
    """
    clock: list[float] = []
    busy: list[float] = []
    began = time.perf_counter()
    while True:
        by_clock, by_processor = time.perf_counter(), time.process_time()
        answer = count()
        clock.append(time.perf_counter() - by_clock)
        busy.append(time.process_time() - by_processor)
        if len(busy) == _MOST or time.perf_counter() - began > _PATIENCE_S:
            return answer, {"rule_s": min(clock), "rule_cpu_s": min(busy), "first_cpu_s": busy[0]}
