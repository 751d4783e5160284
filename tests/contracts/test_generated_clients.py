"""Whoever has a client made of our documents suggests, votes and reads the receipt with it, and knows an error."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonpurse.parts import the_service
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.conftest import NewDatabaseOf
from tests.support.answers import good
from tests.support.generated_clients import python_told, typescript_told
from tests.support.serving import served
from tests.support.staff import a_permit, beside_residents
from tests.support.suggesting import ADMINISTRATOR, ROUNDS, a_plan
from tests.voting.support.town import VotingTown

pytestmark = pytest.mark.long

SERVICES: tuple[ServiceName, ...] = ("ideas", "voting")
Telling = Callable[..., Awaitable[Any]]


class Council:
    """Ideas and voting behind real servers, with a round to suggest to and a poll to vote in."""

    def __init__(self) -> None:
        self.documents: dict[str, Any] = {}
        self.addresses: list[str] = []
        self.round_id = self.poll_id = self.permit = ""


@pytest.fixture
async def council(database_of: NewDatabaseOf) -> AsyncIterator[Council]:
    council = Council()
    async with AsyncExitStack() as stack:
        for name in SERVICES:
            service = the_service(name)
            runtime = assemble(name, Settings(database_url=await database_of(name)), in_process=beside_residents())
            await stack.enter_async_context(started(service, runtime))
            app = api(service, runtime)
            council.documents[name] = app.openapi()
            address = await stack.enter_async_context(served(app))
            council.addresses.append(address)
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=address))
            if name == "ideas":
                council.round_id = good(await client.post(ROUNDS, json=a_plan(), headers=ADMINISTRATOR), 201)[
                    "round_id"
                ]
                continue
            town = VotingTown(runtime, client)
            await town.publish_round()
            await town.hear_roll()
            for number in range(1, 6):
                await town.accept_proposal(number, cost_cents=1000_00)
            poll_id = await town.open_poll()
            council.poll_id, council.permit = str(poll_id), a_permit(poll_id, "ann")
        yield council


@pytest.mark.parametrize("told_by", [python_told, typescript_told], ids=["Python", "TypeScript"])
async def test_a_client_that_was_made_of_the_documents_suggests_votes_and_reads_its_receipt(
    told_by: Telling, council: Council, tmp_path: Path
) -> None:
    arguments = (*council.addresses, council.round_id, council.poll_id, council.permit)

    told = await told_by(council.documents, tmp_path, *arguments)

    assert told.pop("idea")
    assert told == {"choices": [1, 5], "status": "in-the-box", "refused": "permit-is-not-valid"}
