"""What is done with a proposal and what is offered to it take turns: events of one proposal keep one order."""

import asyncio
from functools import partial
from uuid import UUID

import httpx
from sqlalchemy import text

from libs.shared.events.ideas import RoundPublished
from libs.shared.platform.running.runtime import Runtime
from services.proposals.storage import proposals
from tests.support.answers import refused
from tests.support.eventually import eventually
from tests.support.proposing import AN_OFFER, PROPOSALS, accepted

_WAITING = text("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")


async def waits_or_is_done(runtime: Runtime, work: "asyncio.Task[httpx.Response]") -> bool:
    async with runtime.database.reading() as session:
        return work.done() or bool(await session.scalar(_WAITING))


async def test_an_offer_to_a_proposal_that_is_being_rejected_waits_and_is_refused(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal_id = UUID((await accepted(client, a_round))["proposal_id"])

    async with runtime.database.transaction() as tx:
        await proposals.lock(tx.session, proposal_id)
        await proposals.change(tx.session, proposal_id, state="rejected")
        offering = asyncio.create_task(client.post(f"{PROPOSALS}/{proposal_id}/offers", json=AN_OFFER))
        await eventually(partial(waits_or_is_done, runtime, offering))

    refused(await offering, 409, "proposal-takes-no-offers")
