"""What a library calls an error and is none at a start: a new broker has no topics and no coordinator yet.

Such lines are left out until they have gone on for half a minute. What a worker cannot do it says in a line of its own.
"""

import logging
import time
from collections.abc import Callable

_LASTS_S = 30.0
_IS_OVER_AFTER_S = 60.0
_BEGINNINGS = {
    # aiokafka's own line for each address; ours says why, too.
    "aiokafka": 'Unable connect to "%s:%s": %s',
    "aiokafka.cluster": "Topic %s not found in cluster metadata",
    "aiokafka.consumer.group_coordinator": "Group Coordinator Request failed: %s",
}


class UntilItLasts(logging.Filter):
    """Lets a kind of line pass once it has been said, again and again, for half a minute.

    Args:
        template: The line as the library writes it, its places not filled in.
        clock: Seconds that only grow.
    """

    def __init__(self, template: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._template, self._clock = template, clock
        self._since = self._last = -_IS_OVER_AFTER_S

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        if record.msg != self._template:
            return True
        now = self._clock()
        if now - self._last >= _IS_OVER_AFTER_S:
            self._since = now
        self._last = now
        return now - self._since >= _LASTS_S


_FILTERS = {logger: UntilItLasts(template) for logger, template in _BEGINNINGS.items()}


def leave_out_what_passes() -> None:
    """Set the filters, once, on the library's loggers."""
    for logger, until_it_lasts in _FILTERS.items():
        logging.getLogger(logger).addFilter(until_it_lasts)
