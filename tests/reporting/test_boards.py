from typing import Any
from uuid import UUID, uuid4

import pytest

from libs.shared.events.ideas import (
    IdeaHandedOver,
    IdeaMerged,
    IdeaMergeUndone,
    IdeaRejected,
    IdeaReworded,
    IdeaSplit,
    IdeaStateChanged,
    IdeaWithdrawn,
)
from libs.shared.events.proposals import (
    AppealDecided,
    ChangesRequested,
    OfferCommitted,
    ProposalAppealed,
    ProposalFunded,
    ProposalListed,
    ProposalNotFunded,
    ProposalRejected,
    ProposalReworded,
    ProposalWithdrawn,
)
from libs.shared.events.words import Label, PartOfIdea
from services.reporting.projections import board as of_both
from tests.support.eventually import eventually
from tests.support.facts import (
    a_proposal_submitted,
    a_workflow_published,
    accepted,
    an_idea_submitted,
    an_offer_made,
    costed,
)
from tests.support.newsroom import Newsroom


async def board_with(newsroom: Newsroom, round_id: UUID, what: str, **counts: int) -> Any:
    """The round's board as soon as it counts so many by state."""

    async def counted() -> Any:
        board = await newsroom.ask(f"/rounds/{round_id}/{what}")
        assert {line["state"]: line[what] for line in board["counts"]} == counts
        return board

    return await eventually(counted)


async def test_ideas_are_counted_by_state_and_only_screened_ones_are_told(newsroom: Newsroom) -> None:
    round_id = uuid4()
    waiting, good, bad = (an_idea_submitted(round_id, number) for number in ("26-1", "26-2", "26-3"))

    await newsroom.announce(
        waiting,
        good,
        bad,
        accepted(good, "A bench"),
        IdeaRejected(
            idea_id=bad.idea_id, number="26-3", round_id=round_id, criterion="not-ours", reason="The rail's ground."
        ),
    )

    board = await board_with(newsroom, round_id, "ideas", submitted=1, accepted=1, rejected=1)
    assert [(idea["number"], idea["title"], idea["reason"]) for idea in board["items"]] == [
        ("26-2", "A bench", None),
        ("26-3", None, "The rail's ground."),
    ]
    assert (board["total"], board["page"], board["pages"]) == (2, 1, 1)


async def test_an_idea_moves_on_as_its_life_line_does(newsroom: Newsroom) -> None:
    round_id = uuid4()
    idea = an_idea_submitted(round_id, "26-1")
    handed_over = IdeaHandedOver(**accepted(idea, "A bench", place="by the church").model_dump(), fund_id=uuid4())
    await newsroom.announce(idea, accepted(idea, "A bench"), handed_over)
    await board_with(newsroom, round_id, "ideas", handed_over=1)

    labels = [Label(language="en", called="On the green list"), Label(language="de", called="Auf der grünen Liste")]
    funded = IdeaStateChanged(idea_id=idea.idea_id, state="funded", text="It gets its money.", state_label=labels)
    await newsroom.announce(funded)

    board = await board_with(newsroom, round_id, "ideas", funded=1)
    assert board["items"][0]["title"] == "A bench"
    assert [one["state_label"] for one in (*board["items"], *board["counts"])] == ["On the green list"] * 2
    german = await newsroom.client.get(f"/api/reporting/v1/rounds/{round_id}/ideas", headers={"Accept-Language": "de"})
    assert german.json()["counts"] == [{"state": "funded", "ideas": 1, "state_label": "Auf der grünen Liste"}]
    rows = (await newsroom.ask("/data/ideas.json"))["items"]
    assert [one["state_label"] for one in rows if one["idea_id"] == str(idea.idea_id)] == ["On the green list"]


async def test_what_was_withdrawn_is_counted_so_and_told_without_words_to_those_alone_who_ask_what_has_changed(
    newsroom: Newsroom,
) -> None:
    round_id = uuid4()
    idea, proposal = an_idea_submitted(round_id, "26-1"), a_proposal_submitted(round_id, "P-1")
    about_idea, about_proposal = idea.idea_id, proposal.proposal_id

    await newsroom.announce(
        *(idea, accepted(idea, "A bench"), IdeaReworded(idea_id=about_idea, title=None, text=None)),
        IdeaWithdrawn(idea_id=about_idea),
        *(proposal, costed(proposal, "A bench", 50_000)),
        ProposalReworded(proposal_id=about_proposal, title=None, summary=None),
        ProposalWithdrawn(proposal_id=about_proposal, idea_id=about_idea),
    )

    for what in ("ideas", "proposals"):
        board = await board_with(newsroom, round_id, what, withdrawn=1)
        assert board["items"] == []
        changed = await newsroom.ask(f"/rounds/{round_id}/{what}", updated_since="2026-01-01T00:00:00Z")
        assert [(one["title"], one["state"]) for one in changed["items"]] == [(None, "withdrawn")]
        later = await newsroom.ask(f"/rounds/{round_id}/{what}", updated_since="2099-01-01T00:00:00Z")
        assert later["items"] == []


async def test_the_board_says_who_carries_an_idea_on_that_was_merged_or_split(newsroom: Newsroom) -> None:
    round_id = uuid4()
    idea, whole = an_idea_submitted(round_id, "26-1"), an_idea_submitted(round_id, "26-2")
    about: dict[str, Any] = {"idea_id": idea.idea_id, "number": idea.number}
    merged = IdeaMerged(**about, round_id=round_id, into_id=whole.idea_id, into_number=whole.number)
    moved = IdeaStateChanged(idea_id=idea.idea_id, state="merged", text="It was merged into the idea 26-2: Alike.")
    await newsroom.announce(idea, whole, accepted(idea, "A bench"), accepted(whole, "Benches"), moved, merged)

    board = await board_with(newsroom, round_id, "ideas", accepted=1, merged=1)
    assert [one["carried_on_by"] for one in board["items"]] == ["26-2", None]

    back = IdeaStateChanged(idea_id=idea.idea_id, state="accepted", text="It goes its own way again: Not alike.")
    parts = [PartOfIdea(idea_id=uuid4(), number=number) for number in ("26-3", "26-4")]
    split = IdeaSplit(idea_id=whole.idea_id, number=whole.number, round_id=round_id, parts=parts)
    await newsroom.announce(back, IdeaMergeUndone(**about, from_id=whole.idea_id), split)

    async def goes_its_own_way() -> None:
        board = await newsroom.ask(f"/rounds/{round_id}/ideas")
        assert [one["carried_on_by"] for one in board["items"]] == [None, "26-3 26-4"]

    await eventually(goes_its_own_way)


async def test_a_board_is_read_in_pages_and_by_state(newsroom: Newsroom) -> None:
    round_id = uuid4()
    ideas = [an_idea_submitted(round_id, f"26-{number}") for number in range(5)]
    await newsroom.announce(*ideas, *[accepted(idea, f"Idea {idea.number}") for idea in ideas])
    await board_with(newsroom, round_id, "ideas", accepted=5)

    second = await newsroom.ask(f"/rounds/{round_id}/ideas", page=2, limit=2)
    third = await newsroom.ask(f"/rounds/{round_id}/ideas", limit=2, cursor=second["next"])
    none = await newsroom.ask(f"/rounds/{round_id}/ideas", state="funded")

    assert (len(second["items"]), second["total"], second["page"], second["pages"]) == (2, 5, 2, 3)
    assert [one["number"] for one in third["items"]] == ["26-4"]
    assert (none["items"], none["total"], none["pages"]) == ([], 0, 1)


async def test_what_is_not_told_is_in_no_list_and_what_has_changed_is_counted_so_far_and_read_to_its_end(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id, since = uuid4(), "2026-01-01T00:00:00Z"
    ideas = [an_idea_submitted(round_id, f"26-{number}") for number in range(5)]
    await newsroom.announce(*ideas, *[accepted(idea, f"Idea {idea.number}") for idea in ideas[1:]])
    await board_with(newsroom, round_id, "ideas", submitted=1, accepted=4)
    monkeypatch.setattr(of_both, "CHANGED_COUNTED_TO", 2)

    waiting = await newsroom.ask(f"/rounds/{round_id}/ideas", state="submitted")
    told = await newsroom.ask(f"/rounds/{round_id}/ideas", state="accepted", limit=1)
    changed = await newsroom.ask(f"/rounds/{round_id}/ideas", updated_since=since, limit=3)
    rest = await newsroom.ask(f"/rounds/{round_id}/ideas", updated_since=since, limit=3, cursor=changed["next"])

    assert (waiting["items"], waiting["total"], told["total"]) == ([], 0, 4)
    assert (changed["total"], changed["pages"], rest["next"]) == (2, 2, None)
    assert [one["number"] for one in (*changed["items"], *rest["items"])] == ["26-1", "26-2", "26-3", "26-4"]


async def test_a_proposal_costs_the_council_less_by_what_is_committed(newsroom: Newsroom) -> None:
    round_id = uuid4()
    proposal = a_proposal_submitted(round_id, "P-1")
    offer = an_offer_made(proposal)
    committed = OfferCommitted(offer_id=offer.offer_id, proposal_id=proposal.proposal_id, value_cents=6000)

    await newsroom.announce(proposal, costed(proposal, "A bench", 50_000), offer, committed)

    async def cheaper() -> None:
        board = await newsroom.ask(f"/rounds/{round_id}/proposals")
        told = [(line["cost_cents"], line["committed_cents"], line["council_cost_cents"]) for line in board["items"]]
        assert told == [(50_000, 6000, 44_000)]

    await eventually(cheaper)


async def test_proposals_are_told_with_what_became_of_them(newsroom: Newsroom) -> None:
    round_id, poll_id = uuid4(), uuid4()
    won, lost, asked, bad = (a_proposal_submitted(round_id, f"P-{number}") for number in range(4))
    about = {"idea_id": None, "poll_id": poll_id}

    await newsroom.announce(
        *(won, lost, asked, bad),
        *(costed(won, "Paths", 700), costed(lost, "Pond", 900)),
        ChangesRequested(proposal_id=asked.proposal_id, idea_id=None, reason="How wide?"),
        ProposalRejected(proposal_id=bad.proposal_id, idea_id=None, criterion="unlawful", reason="A listed wall."),
        *(ProposalListed(proposal_id=one.proposal_id, **about) for one in (won, lost)),
        ProposalFunded(proposal_id=won.proposal_id, cost_cents=700, **about),
        ProposalNotFunded(proposal_id=lost.proposal_id, **about),
    )

    board = await board_with(newsroom, round_id, "proposals", funded=1, not_funded=1, changes_requested=1, rejected=1)
    assert [(line["number"], line["state"], line["title"], line["reason"]) for line in board["items"]] == [
        ("P-0", "funded", "Paths", None),
        ("P-1", "not_funded", "Pond", None),
        ("P-3", "rejected", None, "A listed wall."),
    ]
    assert {line["poll_id"] for line in board["items"][:2]} == {str(poll_id)}


async def test_what_is_appealed_against_stands_as_it_stands(newsroom: Newsroom) -> None:
    round_id = uuid4()
    asked, upheld, anew = (a_proposal_submitted(round_id, f"P-{number}") for number in range(3))
    for one in (asked, upheld, anew):
        about = {"proposal_id": one.proposal_id, "idea_id": None}
        refusal = ProposalRejected(**about, criterion="unlawful", reason="A listed wall.")
        await newsroom.announce(one, refusal, ProposalAppealed(**about))
    for one in (upheld, anew):
        await newsroom.announce(
            AppealDecided(proposal_id=one.proposal_id, idea_id=None, is_upheld=one is upheld, reason="I looked.")
        )

    board = await board_with(newsroom, round_id, "proposals", appealed=1, upheld=1, reopened=1)

    assert [(line["number"], line["state"], line["reason"]) for line in board["items"]] == [
        ("P-0", "appealed", "A listed wall."),
        ("P-1", "upheld", "A listed wall."),
    ]


async def test_a_round_that_nobody_knows_has_an_empty_board(newsroom: Newsroom) -> None:
    board = await newsroom.ask(f"/rounds/{uuid4()}/proposals")

    assert (board["counts"], board["items"], board["total"]) == ([], [], 0)


async def test_an_idea_that_nobody_has_acted_on_stands_in_a_state_of_its_version_of_the_workflow(
    newsroom: Newsroom,
) -> None:
    round_id = uuid4()
    old, new = a_workflow_published(1, "Arrived", "Angekommen"), a_workflow_published(2, "In the tray", "Im Eingang")
    idea = an_idea_submitted(round_id, "26-1").model_copy(
        update={"state": "arrived", "workflow": "own-way", "workflow_version": 1}
    )

    # The idea is told first: facts of two keys may come in any order.
    await newsroom.announce(idea, old, new)

    board = await board_with(newsroom, round_id, "ideas", arrived=1)
    assert await eventually(lambda: _called(newsroom, round_id)) == "Arrived"
    assert board["items"] == []


async def _called(newsroom: Newsroom, round_id: UUID) -> str:
    (line,) = (await newsroom.ask(f"/rounds/{round_id}/ideas"))["counts"]
    assert line["state_label"]
    return str(line["state_label"])
