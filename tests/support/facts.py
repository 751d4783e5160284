"""Events as the services announce them, with what a test does not care about filled in."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from libs.shared.events.decisions import DecidedIdea, DecisionRecorded
from libs.shared.events.ideas import IdeaAccepted, IdeaSubmitted, RoundPublished
from libs.shared.events.proposals import OfferMade, ProposalAccepted, ProposalSubmitted
from libs.shared.events.residents import PeopleInArea, RollImported
from libs.shared.events.voting import OutcomeAnnounced, PollPublished, TurnoutAnnounced
from libs.shared.events.words import (
    Area,
    AreaBallots,
    BallotLimits,
    Channel,
    ChannelBallots,
    CountedProject,
    Fund,
    Label,
    Phase,
)
from libs.shared.events.workflows import StateOfWorkflow, WorkflowPublished


def a_round_published(round_id: UUID, areas: dict[str, UUID] | None = None) -> RoundPublished:
    """A round with the areas by name."""
    return RoundPublished(
        round_id=round_id,
        name="Lindenhof decides",
        currency="EUR",
        hourly_value_cents=1500,
        areas=[Area(area_id=area_id, name=name) for name, area_id in (areas or {}).items()],
        funds=[Fund(fund_id=uuid4(), name="Neighbourhood", budget_cents=10_000_000)],
        calendar=[Phase(name="vote", starts_on="2026-11-01")],
    )


def a_roll_imported(round_id: UUID, by_area: dict[UUID | None, int]) -> RollImported:
    """A roll with so many people by area."""
    parts = [PeopleInArea(area_id=area_id, people=people) for area_id, people in by_area.items()]
    return RollImported(round_id=round_id, people=sum(by_area.values()), by_area=parts)


def a_poll_published(poll_id: UUID, round_id: UUID, **changes: Any) -> PollPublished:
    """A poll by approval on the web and by text message."""
    told: dict[str, Any] = {
        "poll_id": poll_id,
        "round_id": round_id,
        "fund_id": uuid4(),
        "name": "Budget of Lindenhof",
        "method": "approval",
        "limits": BallotLimits(max_choices=5),
        "rule": "equal-shares",
        "completion": "add1",
        "channels": ["web", "sms"],
        "may_replace": True,
        "budget_cents": 10_000_000,
        "currency": "EUR",
        "projects": [],
        "opens_at": datetime(2026, 11, 1, tzinfo=UTC),
        "closes_at": datetime(2026, 12, 1, tzinfo=UTC),
        "lot_commitment": "0" * 64,
    }
    return PollPublished(**told | changes)


def a_turnout(
    poll_id: UUID,
    ballots: int,
    by_channel: Mapping[Channel, int] | None = None,
    by_area: Mapping[UUID | None, int] | None = None,
    **changes: Any,
) -> TurnoutAnnounced:
    """So many ballots, as of noon of the first day."""
    told: dict[str, Any] = {
        "as_of": datetime(2026, 11, 1, 12, tzinfo=UTC),
        "is_final": False,
        "by_channel": [ChannelBallots(channel=one, ballots=number) for one, number in (by_channel or {}).items()],
        "by_area": [AreaBallots(area_id=one, ballots=number) for one, number in (by_area or {}).items()],
    }
    return TurnoutAnnounced(poll_id=poll_id, ballots=ballots, **told | changes)


def turnouts(poll_id: UUID, through: int, behind: int = 0) -> list[TurnoutAnnounced]:
    """One ballot more each hour, up to the number."""
    began = datetime(2026, 11, 1, tzinfo=UTC)
    return [a_turnout(poll_id, n, as_of=began + timedelta(hours=n)) for n in range(behind + 1, through + 1)]


def an_outcome_announced(poll_id: UUID, round_id: UUID) -> OutcomeAnnounced:
    """An outcome with one project that is funded and one that is not."""
    paths = CountedProject(
        proposal_id=uuid4(), number=1, title="Paths", cost_cents=700, score=30, ballots=30, is_funded=True, place=1
    )
    pond = CountedProject(
        proposal_id=uuid4(),
        number=2,
        title="Pond",
        cost_cents=900,
        score=9,
        ballots=9,
        is_funded=False,
        missing_cents=80,
    )
    return OutcomeAnnounced(
        poll_id=poll_id,
        round_id=round_id,
        rule="equal-shares",
        completion="add1",
        min_score=7,
        comparison=True,
        budget_cents=1000,
        cost_cents=700,
        currency="EUR",
        ballots=33,
        lot_seed="seed",
        projects=[paths, pond],
    )


def an_idea_submitted(round_id: UUID, number: str) -> IdeaSubmitted:
    """An idea that nobody has screened yet."""
    return IdeaSubmitted(idea_id=uuid4(), number=number, round_id=round_id, area_id=None, channel="web")


def accepted(idea: IdeaSubmitted, title: str, **where: Any) -> IdeaAccepted:
    """The idea, having passed the screening."""
    told = idea.model_dump(exclude={"channel"})
    return IdeaAccepted(**told, title=title, text=f"{title}, please.", **where)


def a_proposal_submitted(round_id: UUID, number: str) -> ProposalSubmitted:
    """A proposal that nobody has moderated yet."""
    return ProposalSubmitted(
        proposal_id=uuid4(), number=number, round_id=round_id, fund_id=uuid4(), idea_id=None, area_id=None
    )


def costed(proposal: ProposalSubmitted, title: str, cost_cents: int) -> ProposalAccepted:
    """The proposal, accepted at that cost."""
    return ProposalAccepted(**proposal.model_dump(), title=title, summary=f"{title} for all.", cost_cents=cost_cents)


def an_offer_made(proposal: ProposalSubmitted, **changes: Any) -> OfferMade:
    """Four hours of somebody's time on the proposal."""
    told: dict[str, Any] = {"kind": "time", "quantity": 4, "unit": "hours", "value_cents": 6000}
    return OfferMade(offer_id=uuid4(), proposal_id=proposal.proposal_id, round_id=proposal.round_id, **told | changes)


def a_decision_recorded(round_id: UUID, *ideas: UUID) -> DecisionRecorded:
    """A decision of the council by which the ideas were adopted."""
    return DecisionRecorded(
        decision_id=uuid4(),
        round_id=round_id,
        body="council",
        decided_on="2026-11-26",
        paper_number="DS/0815/IX",
        link="https://council.example/0815",
        results=[DecidedIdea(idea_id=idea, outcome="adopted") for idea in ideas],
    )


def a_workflow_published(version_number: int, en: str, de: str) -> WorkflowPublished:
    """A council's own workflow, whose one state is called so."""
    label = [Label(language="en", called=en), Label(language="de", called=de)]
    arrived = StateOfWorkflow(state="arrived", label=label, is_public=False, is_ending=False)
    return WorkflowPublished(
        workflow_id=UUID(int=7),
        workflow="own-way",
        version_number=version_number,
        is_shipped=False,
        label=label,
        states=[arrived],
        ways=[],
    )
