from uuid import UUID

import httpx

from libs.shared.events.proposals import (
    AppealDecided,
    ChangesRequested,
    ProposalAccepted,
    ProposalAppealed,
    ProposalFunded,
    ProposalListed,
    ProposalNotFunded,
    ProposalRejected,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from libs.shared.events.voting import ProjectWithdrawn
from libs.shared.kernel.ids import new_id
from libs.shared.platform.facts import dead_letters
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.suggesting import handed_over, seen

POLL = new_id()


class Proposal:
    """What proposals tells of the proposal that the idea became."""

    def __init__(self, idea: Json) -> None:
        self.idea = UUID(idea["idea_id"])
        self.id = new_id()
        self._about = {"proposal_id": self.id, "idea_id": self.idea}
        self._more = {
            "number": "K7Q-2M4",
            "round_id": UUID(idea["round_id"]),
            "fund_id": UUID(idea["fund_id"]),
            "area_id": None,
        }

    def submitted(self) -> ProposalSubmitted:
        return ProposalSubmitted.model_validate(self._about | self._more)

    def accepted(self) -> ProposalAccepted:
        words = {"title": "Trees", "summary": "Limes", "cost_cents": 500}
        return ProposalAccepted.model_validate(self._about | self._more | words)

    def listed(self) -> ProposalListed:
        return ProposalListed(proposal_id=self.id, idea_id=self.idea, poll_id=POLL)

    def withdrawn(self) -> ProposalWithdrawn:
        return ProposalWithdrawn(proposal_id=self.id, idea_id=self.idea)

    def funded(self) -> ProposalFunded:
        return ProposalFunded(proposal_id=self.id, idea_id=self.idea, poll_id=POLL, cost_cents=500)

    def not_funded(self) -> ProposalNotFunded:
        return ProposalNotFunded(proposal_id=self.id, idea_id=self.idea, poll_id=POLL)


async def test_an_idea_follows_its_proposal_to_the_money(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)

    await hearing.hear(proposal.submitted(), proposal.accepted(), proposal.listed(), proposal.funded())

    shown = await seen(client, idea)
    assert (shown["state"], shown["proposal_id"], shown["proposal_number"]) == ("funded", str(proposal.id), "K7Q-2M4")
    assert [(line["state"], line["by"]) for line in shown["life_line"][2:]] == [
        ("handed_over", "The council's office"),
        ("handed_over", "The council's office"),
        ("handed_over", "The council's office"),
        ("on_ballot", "The council's office"),
        ("funded", "The vote"),
    ]
    assert shown["life_line"][-1]["text"] == "The vote gave it its money."


async def test_an_idea_that_the_vote_passes_over_says_so(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)

    await hearing.hear(proposal.submitted(), proposal.accepted(), proposal.listed(), proposal.not_funded())

    assert (await seen(client, idea))["state"] == "not_funded"


async def test_an_idea_whose_project_is_withdrawn_from_the_vote_says_why_and_is_then_not_funded(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)
    await hearing.hear(proposal.submitted(), proposal.accepted(), proposal.listed())

    await hearing.hear(ProjectWithdrawn(poll_id=POLL, proposal_id=proposal.id, number=2, reason="The site was sold."))

    shown = await seen(client, idea)
    assert (shown["state"], shown["life_line"][-1]["text"]) == (
        "on_ballot",
        "Its project was withdrawn from the vote; votes for it are not counted. The site was sold.",
    )
    await hearing.hear(proposal.not_funded())
    assert (await seen(client, idea))["state"] == "not_funded"


async def test_when_a_poll_is_called_off_the_idea_waits_for_another(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)

    await hearing.hear(proposal.submitted(), proposal.accepted(), proposal.listed(), proposal.accepted())

    assert (await seen(client, idea))["state"] == "handed_over"
    await hearing.hear(proposal.listed(), proposal.funded())
    assert (await seen(client, idea))["state"] == "funded"


async def test_a_rejected_proposal_rejects_its_idea_with_the_reason(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)
    about = {"proposal_id": proposal.id, "idea_id": proposal.idea}

    await hearing.hear(
        proposal.submitted(),
        ChangesRequested(**about, reason="Which trees?"),
        ProposalRejected(**about, criterion="not-feasible", reason="Pipes lie below."),
    )

    shown = await seen(client, idea)
    assert (shown["state"], shown["criterion"], shown["reason"]) == ("rejected", "not-feasible", "Pipes lie below.")
    assert [line["text"] for line in shown["life_line"][-2:]] == [
        "The proposal needs changes: Which trees?",
        "The proposal was rejected: Pipes lie below.",
    ]


async def test_an_idea_follows_the_appeal_of_its_proposal(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    upheld, anew = await handed_over(client, a_round), await handed_over(client, a_round)
    for idea, is_upheld in ((upheld, True), (anew, False)):
        about = {"proposal_id": Proposal(idea).id, "idea_id": UUID(idea["idea_id"])}
        await hearing.hear(
            Proposal(idea).submitted(),
            ProposalRejected(**about, criterion="not-feasible", reason="Pipes lie below."),
            ProposalAppealed(**about),
            AppealDecided(**about, is_upheld=is_upheld, reason="I have asked."),
        )

    stands, goes_on = await seen(client, upheld), await seen(client, anew)
    assert (stands["state"], stands["reason"]) == ("rejected", "Pipes lie below.")
    assert [line["text"] for line in stands["life_line"][-2:]] == [
        "Whoever proposed it asks for another look at the refusal. Somebody else decides.",
        "Somebody else has looked at the proposal again, and the refusal stands: I have asked.",
    ]
    assert (goes_on["state"], goes_on["reason"], goes_on["title"]) == ("handed_over", None, anew["title"])
    await hearing.hear(Proposal(anew).accepted(), Proposal(anew).listed())
    assert (await seen(client, anew))["state"] == "on_ballot"
    assert await set_aside(runtime) == []


async def test_an_idea_refused_for_its_words_is_read_again_when_its_proposal_is_accepted_and_not_before(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    about = {"proposal_id": Proposal(idea).id, "idea_id": UUID(idea["idea_id"])}
    await hearing.hear(
        Proposal(idea).submitted(),
        ProposalRejected(**about, criterion="against-the-rules", reason="It names somebody."),
        ProposalAppealed(**about),
        AppealDecided(**about, is_upheld=False, reason="It names a street."),
    )

    assert (await seen(client, idea))["title"] is None
    await hearing.hear(Proposal(idea).accepted())
    assert (await seen(client, idea))["title"] == idea["title"]


async def test_news_that_comes_twice_changes_nothing(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    [first] = await hearing.hear(Proposal(idea).submitted())
    before, told = await seen(client, idea), await announced(runtime.database)

    await hearing.hear_again(first)

    assert await seen(client, idea) == before
    assert await announced(runtime.database) == told


async def test_news_of_a_proposal_that_was_no_idea_is_passed_over(runtime: Runtime, hearing: Hearing) -> None:
    await hearing.hear(ProposalListed(proposal_id=new_id(), idea_id=None, poll_id=POLL))

    assert await set_aside(runtime) == []


async def test_news_of_an_idea_that_is_not_ours_is_set_aside_with_the_reason(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)
    stranger = Proposal(idea | {"idea_id": str(new_id())})

    await hearing.hear(stranger.submitted(), proposal.submitted())

    assert [reason.partition(":")[0] for reason in await set_aside(runtime)] == ["idea-is-not-known"]
    assert (await seen(client, idea))["proposal_id"] == str(proposal.id)


async def test_news_that_crosses_with_what_people_did_is_passed_over(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)
    await hearing.hear(proposal.funded())
    before = await seen(client, idea)

    await hearing.hear(proposal.not_funded())

    assert before["state"] == "handed_over"
    assert await seen(client, idea) == before
    assert await set_aside(runtime) == []


async def set_aside(runtime: Runtime) -> list[str]:
    async with runtime.database.reading() as session:
        return [letter.reason for letter in await dead_letters.waiting(session)]


async def test_an_idea_goes_when_its_proposal_is_withdrawn_and_hears_its_own_news_in_peace(
    client: httpx.AsyncClient, hearing: Hearing, runtime: Runtime, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal = Proposal(idea)
    await hearing.hear(proposal.submitted())
    await hearing.hear(proposal.accepted())

    await hearing.hear(proposal.withdrawn())
    lines = len((await seen(client, idea))["life_line"])
    await hearing.hear(proposal.withdrawn())

    shown = await seen(client, idea)
    assert (shown["state"], shown["title"]) == ("withdrawn", None)
    assert len(shown["life_line"]) == lines
    assert ("ideas.idea-withdrawn.v1", {"idea_id": idea["idea_id"]}) in await announced(runtime.database)
