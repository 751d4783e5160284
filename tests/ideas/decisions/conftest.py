"""The service ideas with a round that goes by Lichtenberg's workflow."""

import httpx
import pytest

from tests.support.answers import Json, good
from tests.support.suggesting import ADMINISTRATOR, ROUNDS, a_plan


@pytest.fixture
async def a_round(client: httpx.AsyncClient) -> Json:
    """A published round by Lichtenberg's workflow."""
    plan = a_plan(workflow="lichtenberg")
    return good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), httpx.codes.CREATED)
