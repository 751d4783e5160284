"""News that cross: what another service tells of a thing that somebody has moved on meanwhile (decision 18)."""

from collections.abc import Callable
from typing import TypeVar

import structlog

from libs.shared.kernel.workflow import StateHasChanged
from libs.shared.platform.watching import metrics

log = structlog.get_logger()

T = TypeVar("T")


def unless_crossed(take: Callable[[], T], **about: object) -> T | None:
    """What the step comes to; nothing if the thing has moved on, which is noted and no fault.

    Args:
        take: Takes the step from the thing's present state.
        about: What to write into the log: of what, and where it stands.
    """
    try:
        return take()
    except StateHasChanged as crossed:
        metrics.NEWS_PASSED_OVER.labels(crossed.action).inc()
        log.info("news crossed", action=crossed.action, state=crossed.state, **about)
        return None
