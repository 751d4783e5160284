"""The service ideas by a clock that stands still: sittings are to come, and pass."""

import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.held_clock import HeldClock


@pytest.fixture
def clock(runtime: Runtime) -> HeldClock:
    """The service's clock, which the test moves."""
    clock = HeldClock()
    runtime.clock = clock
    return clock
