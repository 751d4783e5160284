"""The service ideas by a clock that stands still, with a round that goes by Lichtenberg's workflow."""

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good
from tests.support.held_clock import HeldClock
from tests.support.suggesting import ADMINISTRATOR, ROUNDS, a_plan


@pytest.fixture
def clock(runtime: Runtime) -> HeldClock:
    """The service's clock, which the test moves."""
    clock = HeldClock()
    runtime.clock = clock
    return clock


@pytest.fixture
async def a_round(client: httpx.AsyncClient) -> Json:
    """A published round by Lichtenberg's workflow."""
    plan = a_plan(workflow="lichtenberg")
    return good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), httpx.codes.CREATED)
