"""What tests of proposals send in and do again and again."""

from typing import Any

import httpx

from libs.shared.events.ideas import RoundPublished
from tests.support.answers import Json, good
from tests.support.staff import staff_headers

PROPOSALS = "/api/proposals/v1/proposals"
OFFERS = "/api/proposals/v1/offers"
MODERATOR = staff_headers("moderator")
CONTACT = {"kind": "email", "address": "ida@example.org"}
AN_OFFER = {"kind": "time", "quantity": 20, "words": "I can dig.", "contact": CONTACT}


def a_proposal(within: RoundPublished) -> Json:
    """What somebody sends to propose trees for the round's first fund."""
    return {
        "round_id": str(within.round_id),
        "fund_id": str(within.funds[0].fund_id),
        "title": "Trees for the market square",
        "summary": "Twelve lime trees.",
    }


async def submitted(client: httpx.AsyncClient, within: RoundPublished, **changes: Any) -> Json:
    """A new proposal, with its edit_key."""
    return good(await client.post(PROPOSALS, json=a_proposal(within) | changes), httpx.codes.CREATED)


async def acted(client: httpx.AsyncClient, proposal: Json, action: str, **fields: Any) -> Json:
    """The proposal after a moderator's action."""
    body = {"action": action} | fields
    url = f"{PROPOSALS}/{proposal['proposal_id']}/actions"
    return good(await client.post(url, json=body, headers=MODERATOR))


async def accepted(
    client: httpx.AsyncClient, within: RoundPublished, cost_cents: int = 500_000, **changes: Any
) -> Json:
    """A proposal that was accepted at the cost."""
    return await acted(client, await submitted(client, within, **changes), "accept", cost_cents=cost_cents)


async def offered(client: httpx.AsyncClient, proposal: Json, **changes: Any) -> Json:
    """Twenty hours offered to the proposal, with the offer's key."""
    url = f"{PROPOSALS}/{proposal['proposal_id']}/offers"
    return good(await client.post(url, json=AN_OFFER | changes), httpx.codes.CREATED)


async def acted_on_offer(client: httpx.AsyncClient, offer: Json, action: str, **fields: Any) -> Json:
    """The offer after a moderator's action."""
    body = {"action": action} | fields
    url = f"{OFFERS}/{offer['offer_id']}/actions"
    return good(await client.post(url, json=body, headers=MODERATOR))


async def committed(client: httpx.AsyncClient, proposal: Json, **changes: Any) -> Json:
    """An offer to the proposal that both sides stand by."""
    offer = await offered(client, proposal, **changes)
    await acted_on_offer(client, offer, "accept")
    return await acted_on_offer(client, offer, "commit")


async def seen(client: httpx.AsyncClient, proposal: Json, **headers: str) -> Json:
    """The proposal as somebody with the headers sees it."""
    return good(await client.get(f"{PROPOSALS}/{proposal['proposal_id']}", headers=headers))
