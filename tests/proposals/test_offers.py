import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.shared.events.ideas import RoundPublished
from libs.shared.events.words import Project
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import good, refused
from tests.support.facts import a_poll_published
from tests.support.gateway import for_client
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import (
    CONTACT,
    MODERATOR,
    OFFERS,
    PROPOSALS,
    a_proposal,
    accepted,
    acted,
    acted_on_offer,
    committed,
    offered,
    seen,
    submitted,
)
from tests.support.staff import staff_headers


async def test_hours_are_worth_the_rounds_hourly_value(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)

    offer = await offered(client, proposal, kind="skill", quantity=20, unit="h", value_cents=99)

    assert (offer["quantity"], offer["unit"], offer["value_cents"]) == (20, "hours", 20 * 1500)
    kind, told = (await announced(runtime.database))[-1]
    assert (kind, told["value_cents"]) == ("offers.offer-made.v1", 30_000)


@pytest.mark.parametrize(
    ("given", "measure"),
    [
        ({"kind": "money", "value_cents": 25_000}, (1, "", 25_000)),
        ({"kind": "material", "quantity": 12, "value_cents": 900}, (12, "pieces", 900)),
        ({"kind": "material", "quantity": 3, "unit": "kilograms"}, (3, "kilograms", 0)),
        ({"kind": "space"}, (20, "days", 0)),
        ({"kind": "stewardship", "quantity": 2, "unit": "years"}, (2, "years", 0)),
    ],
)
async def test_other_offers_say_their_measure_and_value(
    client: httpx.AsyncClient, a_round: RoundPublished, given: dict[str, Any], measure: tuple[int, str, int]
) -> None:
    offer = await offered(client, await accepted(client, a_round), **given)

    assert (offer["quantity"], offer["unit"], offer["value_cents"]) == measure


async def test_committed_offers_lower_what_the_council_pays(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round, cost_cents=100_000)

    await committed(client, proposal, quantity=20)
    await committed(client, proposal, kind="money", value_cents=50_000)

    shown = await seen(client, proposal)
    assert (shown["cost_cents"], shown["committed_cents"], shown["council_cost_cents"]) == (100_000, 80_000, 20_000)
    await committed(client, proposal, kind="money", value_cents=50_000)
    assert (await seen(client, proposal))["council_cost_cents"] == 0
    kinds = [(kind, told.get("value_cents")) for kind, told in await announced(runtime.database)]
    assert ("offers.offer-committed.v1", 30_000) in kinds


async def test_two_commitments_at_once_are_both_counted(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    proposal = await accepted(client, a_round, cost_cents=1_000_000)
    offers = [await offered(client, proposal, quantity=10) for _ in range(4)]
    for offer in offers:
        await acted_on_offer(client, offer, "accept")

    await asyncio.gather(*(acted_on_offer(client, offer, "commit") for offer in offers))

    assert (await seen(client, proposal))["committed_cents"] == 4 * 15_000


async def test_whoever_made_an_offer_commits_to_it_with_its_key(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    offer = await offered(client, await accepted(client, a_round))
    url, key = f"{OFFERS}/{offer['offer_id']}", {"X-Offer-Key": offer["key"]}
    commit = {"action": "commit"}

    refused(await client.post(f"{url}/actions", json=commit, headers=key), 409, "state-has-changed")
    await acted_on_offer(client, offer, "accept")
    refused(await client.post(f"{url}/actions", json=commit), 401, "unauthorized")
    refused(await client.post(f"{url}/actions", json=commit, headers={"X-Offer-Key": "x"}), 403, "action-is-not-yours")
    refused(await client.post(f"{url}/actions", json={"action": "accept"}, headers=key), 403, "action-is-not-yours")
    names = [action["action"] for action in (await client.get(f"{url}/actions", headers=key)).json()["items"]]
    committed_offer = good(await client.post(f"{url}/actions", json=commit, headers=key))

    assert names == ["commit", "withdraw"]
    assert committed_offer["state"] == "committed"


async def test_an_offer_can_be_declined_for_a_reason_or_withdrawn(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    declined, withdrawn = await offered(client, proposal), await offered(client, proposal)
    key = {"X-Offer-Key": declined["key"]}

    answer = await client.post(
        f"{OFFERS}/{withdrawn['offer_id']}/actions",
        json={"action": "withdraw"},
        headers={"X-Offer-Key": withdrawn["key"]},
    )
    await acted_on_offer(client, declined, "decline", reason="We have enough diggers.")

    assert good(answer)["state"] == "withdrawn"
    assert (
        good(await client.get(f"{OFFERS}/{declined['offer_id']}", headers=key))["reason"] == "We have enough diggers."
    )
    assert (await seen(client, proposal))["offers"] == []
    refused(await client.get(f"{OFFERS}/{declined['offer_id']}"), 404, "offer-is-not-known")
    kinds = [kind for kind, _ in await announced(runtime.database)]
    assert kinds[-2:] == ["offers.offer-withdrawn.v1", "offers.offer-declined.v1"]


async def test_an_offers_words_are_public_once_it_is_accepted_and_its_contact_never(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    offer = await offered(client, proposal, words="I own a digger.")
    url = f"{PROPOSALS}/{proposal['number']}/offers"

    before = good(await client.get(url))["items"]
    for_staff = good(await client.get(f"{OFFERS}?state=made", headers=MODERATOR))["items"]
    for_auditors = good(await client.get(OFFERS, headers=staff_headers("auditor")))["items"]
    await acted_on_offer(client, offer, "accept")
    after = await client.get(f"{PROPOSALS}/{proposal['number']}")

    assert [(each["words"], each["contact"]) for each in before] == [(None, None)]
    assert [(each["words"], each["contact"]) for each in for_staff] == [("I own a digger.", CONTACT)]
    assert [(each["words"], each["contact"]) for each in for_auditors] == [("I own a digger.", None)]
    assert good(after)["offers"][0]["words"] == "I own a digger."
    assert "ida@" not in after.text
    refused(await client.get(OFFERS), 401, "unauthorized")


async def test_only_public_proposals_take_offers(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    waiting = await submitted(client, a_round)
    body = {"kind": "time", "quantity": 1, "words": "I can help.", "contact": CONTACT}

    answer = await client.post(f"{PROPOSALS}/{waiting['number']}/offers", json=body)

    refused(answer, 409, "proposal-takes-no-offers")


async def test_a_cost_on_a_paper_does_not_change(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    offer = await offered(client, proposal)
    await acted_on_offer(client, offer, "accept")
    project = Project(proposal_id=proposal["proposal_id"], number=1, title="Trees", cost_cents=500_000)
    await hearing.hear(a_poll_published(new_id(), a_round.round_id, projects=[project]))
    url = f"{OFFERS}/{offer['offer_id']}/actions"

    answer = await client.post(url, json={"action": "commit"}, headers=MODERATOR)

    refused(answer, 409, "paper-is-fixed")
    assert (await seen(client, proposal))["committed_cents"] == 0


async def test_an_offer_to_a_rejected_proposal_cannot_be_committed(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    offer = await offered(client, proposal)
    await acted_on_offer(client, offer, "accept")
    await acted(client, proposal, "reject", criterion="not-ours", reason="Ask the state.")

    answer = await client.post(f"{OFFERS}/{offer['offer_id']}/actions", json={"action": "commit"}, headers=MODERATOR)

    refused(answer, 409, "state-has-changed")


async def test_an_offer_sent_twice_at_once_is_taken_once(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    submission_id = str(uuid4())

    made = await asyncio.gather(*(offered(client, proposal, submission_id=submission_id) for _ in range(4)))

    assert len({(offer["offer_id"], offer["key"]) for offer in made}) == 1
    assert [kind for kind, _ in await announced(runtime.database)].count("offers.offer-made.v1") == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "prayer"}, "malformed-request"),
        ({"quantity": 0}, "malformed-request"),
        ({"quantity": 100_001}, "malformed-request"),
        ({"kind": "material", "unit": "of Ida Lund"}, "malformed-request"),
        ({"words": " "}, "malformed-request"),
        ({"contact": None}, "malformed-request"),
        ({"kind": "money"}, "offer-needs-its-value"),
    ],
)
async def test_a_malformed_offer_is_refused(
    client: httpx.AsyncClient, a_round: RoundPublished, change: dict[str, Any], code: str
) -> None:
    proposal = await accepted(client, a_round)
    body = {"kind": "time", "quantity": 1, "words": "I can help.", "contact": CONTACT} | change

    refused(await client.post(f"{PROPOSALS}/{proposal['number']}/offers", json=body), 422, code)


async def test_a_client_that_offers_and_proposes_without_end_must_wait(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    flood = for_client("a flood")
    url = f"{PROPOSALS}/{proposal['proposal_id']}/offers"
    body = {"kind": "skill", "words": "I can sing.", "contact": CONTACT}
    for _ in range(60):
        good(await client.post(url, json=body, headers=flood), 201)

    refused(await client.post(url, json=body, headers=flood), 429, "too-many-attempts")
    refused(await client.post(PROPOSALS, json=a_proposal(a_round), headers=flood), 429, "too-many-attempts")
    await offered(client, proposal)
