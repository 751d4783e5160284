"""A row of failures is told once and then once a minute: whoever waits for hours fills no disk."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_EVERY_S = 60.0


@dataclass(slots=True)
class Row:
    """Failures of one piece of work, one after the other."""

    clock: Callable[[], float] = time.monotonic
    untold: int = 0
    _since: float = 0.0
    _told: set[str] = field(default_factory=set)

    def is_to_be_told(self, kind: str) -> bool:
        """Whether this failure gets a line: the first of its kind within a minute does; the others are counted."""
        now = self.clock()
        if now - self._since >= _EVERY_S:
            self._since = now
            self._told.clear()
        if kind in self._told:
            self.untold += 1
            return False
        self._told.add(kind)
        return True

    def counted(self) -> dict[str, int]:
        """What the line says of those that got none; nothing if there were none."""
        untold, self.untold = self.untold, 0
        return {"more": untold} if untold else {}
