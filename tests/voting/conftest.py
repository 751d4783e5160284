"""Voting as a running service, with a round and proposals that it has heard of."""

from collections.abc import AsyncIterator

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.voting.main import SERVICE
from tests.conftest import NewDatabaseOf
from tests.support.staff import beside_residents
from tests.voting.support.town import VotingTown


@pytest.fixture
async def runtime(database_of: NewDatabaseOf) -> AsyncIterator[Runtime]:
    runtime = assemble("voting", Settings(database_url=await database_of("voting")), in_process=beside_residents())
    async with started(SERVICE, runtime):
        yield runtime


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(api(SERVICE, runtime))
    async with httpx.AsyncClient(transport=transport, base_url="http://voting") as client:
        yield client


@pytest.fixture
async def town(runtime: Runtime, client: httpx.AsyncClient) -> VotingTown:
    """A round with a fund and five accepted proposals, and the words to act on it."""
    town = VotingTown(runtime, client)
    await town.publish_round()
    await town.hear_roll()
    for number in range(1, 6):
        await town.accept_proposal(number, cost_cents=number * 1000_00)
    return town
