"""What is discussed is what ideas and proposals say is public, whichever news comes first."""

from uuid import UUID

import httpx

from libs.shared.events.ideas import (
    IdeaMerged,
    IdeaMergeUndone,
    IdeaRejected,
    IdeaReworded,
    IdeaSplit,
    IdeaSplitUndone,
    IdeaWithdrawn,
)
from libs.shared.events.proposals import ProposalListed, ProposalRejected, ProposalReworded, ProposalWithdrawn
from libs.shared.kernel.ids import new_id
from tests.support.answers import good, refused
from tests.support.discussing import (
    COMMENTS,
    MODERATOR,
    a_proposal_accepted,
    an_idea_accepted,
    discussion,
    said,
    shown,
    threads,
)
from tests.support.hearing import Hearing


async def refused_to_talk(client: httpx.AsyncClient, subject_id: UUID) -> str:
    answer = await client.post(f"{discussion(subject_id)}/comments", json={"text": "One more."})
    because: str = refused(answer, 409, "discussion-is-closed")["because"]
    return because


async def test_nothing_is_said_of_what_is_not_public(client: httpx.AsyncClient) -> None:
    for answer in (
        await client.get(discussion(new_id())),
        await client.get(f"{discussion(new_id())}/comments"),
        await client.post(f"{discussion(new_id())}/comments", json={"text": "Hello?"}),
    ):
        refused(answer, 404, "discussion-is-not-known")


async def test_a_refused_idea_is_discussed_no_more_and_what_was_said_stays(
    client: httpx.AsyncClient, hearing: Hearing, idea: UUID
) -> None:
    await shown(client, idea)

    about = {"number": "K7Q-2M4", "round_id": new_id(), "criterion": "not-ours", "reason": "It is the state's."}
    await hearing.hear(IdeaRejected.model_validate({"idea_id": idea} | about))

    assert await refused_to_talk(client, idea) == "rejected"
    assert len(await threads(client, idea)) == 1


async def test_a_merged_idea_is_discussed_where_it_goes_on_until_that_is_undone(
    client: httpx.AsyncClient, hearing: Hearing, idea: UUID
) -> None:
    await shown(client, idea)
    about = {"number": "K7Q-2M4", "round_id": new_id(), "into_id": new_id(), "into_number": "P7Q-2M4"}

    await hearing.hear(IdeaMerged.model_validate({"idea_id": idea} | about))

    assert await refused_to_talk(client, idea) == "merged"
    assert len(await threads(client, idea)) == 1
    await hearing.hear(IdeaMergeUndone(idea_id=idea, number="K7Q-2M4", from_id=new_id()))
    await said(client, idea)


async def test_a_split_idea_is_discussed_no_more_until_that_is_undone(
    client: httpx.AsyncClient, hearing: Hearing, idea: UUID
) -> None:
    about = {"idea_id": idea, "number": "K7Q-2M4"}
    part = {"idea_id": new_id(), "number": "P7Q-2M4"}

    await hearing.hear(IdeaSplit.model_validate(about | {"round_id": new_id(), "parts": [part]}))

    assert await refused_to_talk(client, idea) == "split"
    await hearing.hear(IdeaSplitUndone.model_validate(about))
    await said(client, idea)


async def test_where_words_left_the_public_what_was_said_of_them_does_too(
    client: httpx.AsyncClient, hearing: Hearing, idea: UUID
) -> None:
    comment = await shown(client, idea, "A bench by the pond? Never!")
    address = f"{COMMENTS}/{comment['comment_id']}"

    await hearing.hear(IdeaWithdrawn(idea_id=idea), IdeaReworded(idea_id=idea, title=None, text=None))

    for path in (discussion(idea), f"{discussion(idea)}/comments"):
        refused(await client.get(path), 404, "discussion-is-not-known")
    for path in (address, f"{address}/replies"):
        refused(await client.get(path), 404, "comment-is-not-known")
    assert good(await client.get(address, headers=MODERATOR))["text"] == "A bench by the pond? Never!"
    await hearing.hear(IdeaReworded(idea_id=idea, title="A bench", text="By the pond."))
    assert len(await threads(client, idea)) == 1


async def test_an_idea_goes_on_as_its_proposal_whichever_is_heard_of_first(
    client: httpx.AsyncClient, hearing: Hearing, idea: UUID
) -> None:
    early = a_proposal_accepted(idea_id=new_id())
    late = a_proposal_accepted(idea_id=idea)
    await hearing.hear(early, late)

    await hearing.hear(an_idea_accepted(idea_id=early.idea_id))

    for proposal in (early, late):
        assert proposal.idea_id
        assert await refused_to_talk(client, proposal.idea_id) == "became-a-proposal"
        seen = good(await client.get(discussion(proposal.idea_id)))
        assert (seen["is_open"], seen["goes_on_with"]) == (False, str(proposal.proposal_id))
        await said(client, proposal.proposal_id)


async def test_a_proposals_end_closes_and_its_paper_opens_again(client: httpx.AsyncClient, hearing: Hearing) -> None:
    proposal = a_proposal_accepted()
    of = {"proposal_id": proposal.proposal_id, "idea_id": None}
    await hearing.hear(proposal, ProposalWithdrawn.model_validate(of))
    assert await refused_to_talk(client, proposal.proposal_id) == "withdrawn"

    await hearing.hear(ProposalReworded(proposal_id=proposal.proposal_id, title="Trees", summary="Limes."))
    await hearing.hear(ProposalListed.model_validate(of | {"poll_id": new_id()}))
    await said(client, proposal.proposal_id)

    await hearing.hear(ProposalRejected.model_validate(of | {"criterion": "not-lawful", "reason": "The law."}))
    assert await refused_to_talk(client, proposal.proposal_id) == "rejected"


async def test_what_is_told_twice_or_of_what_was_never_public_changes_nothing(
    client: httpx.AsyncClient, hearing: Hearing, idea: UUID
) -> None:
    unseen = new_id()
    [told] = await hearing.hear(IdeaWithdrawn(idea_id=unseen))
    await hearing.hear_again(told)

    refused(await client.get(discussion(unseen)), 404, "discussion-is-not-known")
    assert good(await client.get(discussion(idea)))["is_open"] is True
