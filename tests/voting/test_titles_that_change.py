"""A title that was corrected or taken down changes wherever voting keeps it, and nothing else does."""

import json
from uuid import UUID

from libs.shared.events.proposals import ProposalReworded
from tests.voting.support.town import BASE, Body, Town

NAME = "Wilhelmina Quittenbaum"


async def rewords(town: Town, number: int, title: str | None) -> None:
    """Proposals says that the proposal has another title, or none that anybody may read."""
    await town.hear(ProposalReworded(proposal_id=town.proposal_id(number), title=title, summary=title))


async def all_that_is_told(town: Town, poll_id: UUID) -> str:
    """What anybody may read of the poll: its paper, its outcome, its ballots' file, the feed."""
    paths = ["", "/outcome", "/ballots.pb"]
    texts = [(await town.client.get(f"{BASE}/polls/{poll_id}{path}")).text for path in paths]
    return "".join(texts) + json.dumps(await town.events(), ensure_ascii=False)


async def an_announced_poll(town: Town) -> tuple[UUID, Body]:
    """A poll whose outcome everybody knows."""
    poll_id = await town.open_poll()
    await town.cast(poll_id, "ann", [1, 2])
    return poll_id, await town.announce(poll_id)


async def test_a_draft_shows_the_new_title(town: Town) -> None:
    await rewords(town, 1, "A bench")

    poll = await town.draft()

    assert poll["projects"][0]["title"] == "A bench"


async def test_a_title_that_is_taken_down_is_gone_from_paper_outcome_file_and_feed(town: Town) -> None:
    await rewords(town, 1, f"Ask {NAME}")
    poll_id, outcome = await an_announced_poll(town)
    assert NAME in await all_that_is_told(town, poll_id)

    await rewords(town, 1, "A bench")

    assert "Quittenbaum" not in await all_that_is_told(town, poll_id)
    now: Body = (await town.client.get(f"{BASE}/polls/{poll_id}/outcome")).json()
    assert now["projects"][0]["title"] == "A bench"
    assert [one["title"] for one in now["projects"][1:]] == [one["title"] for one in outcome["projects"][1:]]
    but_the_title = [{**one, "title": ""} for one in now["projects"]]
    assert but_the_title == [{**one, "title": ""} for one in outcome["projects"]]
    kind, told = (await town.events())[-1]
    about = {"poll_id": str(poll_id), "proposal_id": str(town.proposal_id(1))}
    assert (kind, told) == ("voting.poll-reworded.v1", about | {"title": "A bench"})


async def test_a_title_that_leaves_the_public_altogether_is_told_nowhere(town: Town) -> None:
    await rewords(town, 1, f"Ask {NAME}")
    poll_id, _ = await an_announced_poll(town)

    await rewords(town, 1, None)

    assert "Quittenbaum" not in await all_that_is_told(town, poll_id)


async def test_polls_without_the_proposal_stay_as_they_are(town: Town) -> None:
    poll_id, _ = await an_announced_poll(town)
    before = await all_that_is_told(town, poll_id)

    await town.hear(ProposalReworded(proposal_id=town.proposal_id(99), title="Another", summary="x"))

    assert await all_that_is_told(town, poll_id) == before
