from datetime import UTC, datetime

import httpx

from libs.shared.events.envelope import Envelope
from libs.shared.events.proposals import ProposalAccepted, ProposalWithdrawn
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.facts.subscriptions import one_by_one
from services.voting.subscriptions import SUBSCRIPTIONS
from tests.voting.support.town import VotingTown


async def test_an_event_that_is_heard_twice_changes_nothing_more(town: VotingTown) -> None:
    await town.accept_proposal(1, cost_cents=1000_00, committed_cents=100_00)
    await town.accept_proposal(1, cost_cents=1000_00, committed_cents=100_00)

    poll = await town.draft()

    assert len(poll["projects"]) == 5
    assert poll["projects"][0]["cost_cents"] == 900_00


async def test_events_arrive_in_envelopes_and_others_are_passed_over(town: VotingTown) -> None:
    event = ProposalAccepted(
        proposal_id=town.proposal_id(9),
        number="P9",
        round_id=town.round_id,
        fund_id=town.fund_id,
        idea_id=None,
        area_id=None,
        title="Project 9",
        summary="",
        cost_cents=1,
    )
    about = {"source": "proposals", "subject": "x", "partitionkey": "x", "time": datetime.now(UTC)}
    envelopes = [
        Envelope(id=town.proposal_id(9), type=kind, position=position, data=event.model_dump(mode="json"), **about)
        for position, kind in enumerate((ProposalAccepted.type, "proposals.something-new.v1"), start=1)
    ]

    async with town.database.transaction() as tx:
        await one_by_one(SUBSCRIPTIONS)(envelopes, tx)

    assert [line["title"] for line in (await town.draft())["projects"]][-1] == "Project 9"


async def test_what_happens_to_a_poll_is_told_in_the_feed(town: VotingTown, client: httpx.AsyncClient) -> None:
    poll_id = await town.open_poll()
    relay = Relay("voting", town.database, town.runtime.doorbell)
    async with town.database.engine.connect() as connection:
        lock = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await relay._give_positions(lock)

    feed = (await client.get("/api/voting/v1/events")).json()

    assert [(one["position"], one["type"]) for one in feed][-1] == (2, "voting.poll-opened.v1")
    assert feed[-1]["data"] == {"poll_id": str(poll_id)}


async def test_a_withdrawn_proposal_stands_on_no_paper_that_is_not_published(town: VotingTown) -> None:
    published = await town.open_poll()
    await town.hear(ProposalWithdrawn(proposal_id=town.proposal_id(2), idea_id=None))

    drafted = await town.draft()

    assert "Project 2" not in [line["title"] for line in drafted["projects"]]
    shown = (await town.client.get(f"/api/voting/v1/polls/{published}")).json()
    assert "Project 2" in [line["title"] for line in shown["projects"]]
