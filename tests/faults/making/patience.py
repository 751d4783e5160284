"""Waiting on a machine that others use, too: what counts is the time in which the platform could have gone on."""

import time

from tests.faults.making.platform import Platform


class Patience:
    """Begins when it is made, and is over after so many seconds, not counting those without a core."""

    def __init__(self, platform: Platform, seconds: float) -> None:
        self._platform, self._seconds = platform, seconds
        self._begun, self._waits = time.monotonic(), platform.waits_for_a_core()

    @property
    def passed_s(self) -> float:
        """By the clock."""
        return time.monotonic() - self._begun

    @property
    def without_a_core_s(self) -> float:
        """So long of it a part could have gone on, but others had the machine; of several parts the longest wait."""
        now = self._platform.waits_for_a_core()
        return max((waited - self._waits.get(pid, 0.0) for pid, waited in now.items()), default=0.0)

    @property
    def is_over(self) -> bool:
        return self.passed_s - self.without_a_core_s > self._seconds

    @property
    def was_starved(self) -> bool:
        """Whether the platform had no core for so much of the time that its slowness says nothing."""
        return self.without_a_core_s > self.passed_s / 3
