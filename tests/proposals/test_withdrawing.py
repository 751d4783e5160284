"""An idea that was withdrawn takes its proposal along, unless that stands on a paper."""

import httpx

from libs.shared.events.ideas import IdeaWithdrawn, RoundPublished
from libs.shared.events.voting import PollPublished
from libs.shared.events.words import Project
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.proposals.test_taking_words_down import a_handed_over_idea, from_an_idea
from tests.support.answers import Json
from tests.support.facts import a_poll_published
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import seen


def a_paper_with(proposal: Json, within: RoundPublished) -> PollPublished:
    """A published poll with the proposal on its paper."""
    line = Project(proposal_id=proposal["proposal_id"], number=1, title="x", cost_cents=5)
    return a_poll_published(new_id(), within.round_id, projects=[line])


async def test_the_proposal_is_withdrawn_and_says_so(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)

    await hearing.hear(IdeaWithdrawn(idea_id=idea.idea_id))

    shown = await seen(client, proposal)
    assert (shown["state"], shown["title"]) == ("withdrawn", None)
    assert shown["life_line"][-1]["text"] == "Whoever suggested it withdrew it."
    kind, news = (await announced(runtime.database))[-1]
    assert (kind, news["proposal_id"]) == ("proposals.proposal-withdrawn.v1", proposal["proposal_id"])


async def test_what_stands_on_a_paper_stays_there(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)
    await hearing.hear(a_paper_with(proposal, a_round))

    await hearing.hear(IdeaWithdrawn(idea_id=idea.idea_id))

    assert (await seen(client, proposal))["state"] == "on_ballot"


async def test_a_paper_that_was_published_meanwhile_wins(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)
    await hearing.hear(IdeaWithdrawn(idea_id=idea.idea_id))

    await hearing.hear(a_paper_with(proposal, a_round))

    assert (await seen(client, proposal))["state"] == "on_ballot"


async def test_an_idea_that_never_became_a_proposal_is_none_of_its_business(
    runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    before = await announced(runtime.database)

    await hearing.hear(IdeaWithdrawn(idea_id=new_id()))

    assert await announced(runtime.database) == before
