from uuid import UUID

import httpx

from libs.shared.events.ideas import RoundPublished
from libs.shared.events.voting import OutcomeAnnounced, PollCancelled, PollPublished, ProjectWithdrawn
from libs.shared.events.words import CountedProject, Project
from libs.shared.kernel.ids import new_id
from libs.shared.platform.facts import dead_letters
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json
from tests.support.facts import a_poll_published, an_outcome_announced
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import accepted, acted, seen

POLL = new_id()


def the_paper(within: RoundPublished, *proposals: Json) -> PollPublished:
    projects = [
        Project(proposal_id=one["proposal_id"], number=number, title="x", cost_cents=one["council_cost_cents"])
        for number, one in enumerate(proposals, start=1)
    ]
    return a_poll_published(POLL, within.round_id, projects=projects)


def the_outcome(within: RoundPublished, winner: Json, loser: Json) -> OutcomeAnnounced:
    counted = [
        CountedProject(
            proposal_id=UUID(one["proposal_id"]),
            number=number,
            title="x",
            cost_cents=one["council_cost_cents"],
            score=9,
            ballots=9,
            is_funded=one is winner,
        )
        for number, one in enumerate((winner, loser), start=1)
    ]
    return an_outcome_announced(POLL, within.round_id).model_copy(update={"projects": counted})


async def test_the_vote_funds_some_and_not_others(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    winner, loser = await accepted(client, a_round, 700), await accepted(client, a_round, 900)

    await hearing.hear(the_paper(a_round, winner, loser))
    listed = await seen(client, winner)
    await hearing.hear(the_outcome(a_round, winner, loser))

    assert (listed["state"], listed["poll_id"]) == ("on_ballot", str(POLL))
    assert (await seen(client, winner))["state"] == "funded"
    assert (await seen(client, loser))["state"] == "not_funded"
    assert (await seen(client, loser))["life_line"][-1] | {"at": ""} == {
        "at": "",
        "state": "not_funded",
        "text": "The vote did not give the proposal money.",
        "by": "The vote",
    }
    told = dict(await announced(runtime.database))
    assert told["proposals.proposal-funded.v1"]["cost_cents"] == 700
    assert told["proposals.proposal-not-funded.v1"]["proposal_id"] == loser["proposal_id"]


async def test_an_outcome_that_comes_twice_changes_nothing(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    winner, loser = await accepted(client, a_round), await accepted(client, a_round)
    paper, outcome = await hearing.hear(the_paper(a_round, winner, loser), the_outcome(a_round, winner, loser))
    before, told = await seen(client, winner), await announced(runtime.database)

    await hearing.hear_again(paper)
    await hearing.hear_again(outcome)

    assert await seen(client, winner) == before
    assert await announced(runtime.database) == told


async def test_a_proposal_that_staff_rejected_in_time_holds_up_no_paper(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    stays, goes = await accepted(client, a_round), await accepted(client, a_round)
    await acted(client, goes, "reject", criterion="not-lawful", reason="A court said so.")

    await hearing.hear(the_paper(a_round, stays, goes))

    assert (await seen(client, stays))["state"] == "on_ballot"
    assert (await seen(client, goes))["state"] == "rejected"


async def test_when_a_poll_is_called_off_its_proposals_wait_for_another(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    await hearing.hear(the_paper(a_round, proposal))

    await hearing.hear(PollCancelled(poll_id=POLL, reason="The paper was misprinted."))

    shown = await seen(client, proposal)
    assert (shown["state"], shown["poll_id"]) == ("accepted", None)
    assert (await announced(runtime.database))[-1][0] == "proposals.proposal-accepted.v1"
    await hearing.hear(the_paper(a_round, proposal))
    assert (await seen(client, proposal))["state"] == "on_ballot"


async def test_a_paper_with_a_strange_proposal_is_set_aside_whole(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    ours = await accepted(client, a_round)

    await hearing.hear(the_paper(a_round, ours, ours | {"proposal_id": str(new_id())}))

    async with runtime.database.reading() as session:
        [letter] = await dead_letters.waiting(session)
    assert letter.reason.startswith("proposal-is-not-known")
    assert (await seen(client, ours))["state"] == "accepted"


async def test_a_proposal_that_is_withdrawn_from_the_vote_says_why_and_is_then_not_funded(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    winner, withdrawn = await accepted(client, a_round), await accepted(client, a_round)
    await hearing.hear(the_paper(a_round, winner, withdrawn))

    await hearing.hear(
        ProjectWithdrawn(poll_id=POLL, proposal_id=withdrawn["proposal_id"], number=2, reason="The site was sold.")
    )

    shown = await seen(client, withdrawn)
    assert shown["state"] == "on_ballot"
    assert shown["life_line"][-1]["text"].endswith("votes for it are not counted. The site was sold.")
    await hearing.hear(the_outcome(a_round, winner, withdrawn))
    assert (await seen(client, withdrawn))["state"] == "not_funded"
