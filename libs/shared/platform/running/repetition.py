"""Log lines that repeat themselves: some are written, the rest are counted, so that no stranger can fill a disk."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_LINES = 20
_WITHIN_S = 10.0
_MOST_KINDS = 1_000


@dataclass(slots=True)
class _Kind:
    since: float
    lines: int = 0
    unwritten: int = 0


@dataclass(slots=True)
class Repetition:
    """How often each kind of line was written lately. At most 20 lines of a kind are written within 10 seconds."""

    clock: Callable[[], float] = time.monotonic
    _kinds: dict[str, _Kind] = field(default_factory=dict)

    def unwritten_before(self, kind: str) -> int | None:
        """None if the line is one too many; else how many of its kind were left out since the last one written."""
        now = self.clock()
        if len(self._kinds) > _MOST_KINDS:
            self._kinds.clear()
        known = self._kinds.setdefault(kind, _Kind(now))
        if now - known.since >= _WITHIN_S:
            known.since, known.lines = now, 0
        if known.lines >= _LINES:
            known.unwritten += 1
            return None
        known.lines += 1
        left_out, known.unwritten = known.unwritten, 0
        return left_out
