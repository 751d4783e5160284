"""What every step of a proposal brings with it: its state, a line, an event."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.shared.events.envelope import Event
from libs.shared.events.proposals import (
    AppealDecided,
    ChangesRequested,
    ProposalAccepted,
    ProposalAppealed,
    ProposalFunded,
    ProposalListed,
    ProposalNotFunded,
    ProposalRejected,
    ProposalWithdrawn,
)
from libs.shared.events.words import Location
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.own_words import TAKEN_DOWN
from libs.shared.kernel.workflow import Line, Step
from libs.shared.platform.facts.crossing import unless_crossed
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import life_lines, proposals
from services.proposals.use_cases.reword_proposal import (
    keep_what_is_taken_down,
    say_in_public,
    tell_the_title_of_now,
)
from services.proposals.use_cases.reword_reason import reword_reason
from services.proposals.use_cases.submit_proposal import submitted
from services.proposals.use_cases.tell_of_offers import tell_of_proposal

_CLEARED = {"resubmit": ("reason",), "reopen": ("criterion", "reason"), "take-off": ("poll_id",)}
"""What does not hold any more after the step."""


async def move_proposal(tx: Transaction, proposal: Proposal, step: Step, at: datetime, **own_changes: Any) -> Proposal:
    """The proposal after the step. It must have been locked."""
    changes = _moves(proposal, step, at) | _changes(proposal, step) | own_changes
    moved = replace(proposal, **changes)
    await proposals.change(tx.session, proposal.proposal_id, **changes)
    await say_in_public(tx, proposal, moved, step)
    await keep_what_is_taken_down(tx, proposal, moved, step, at)
    await tell_the_title_of_now(tx, proposal, moved)
    moved = await reword_reason(tx, moved, step, at)
    await life_lines.add(tx.session, proposal.proposal_id, Line(at, moved.state, step.words, step.action.by))
    tx.announce(*_news(moved, step))
    await tell_of_proposal(tx, moved, step, at)
    return moved


async def move_by_event(
    tx: Transaction, proposal_id: UUID, action: str, fields: Mapping[str, object], at: datetime
) -> None:
    """Take the step with the proposal unless somebody was quicker than the news.

    Raises:
        ProposalIsNotKnown: if there is none.
    """
    proposal, _ = await proposals.lock(tx.session, proposal_id)
    step = unless_crossed(
        lambda: WORKFLOW.take(action, proposal.state, EVENTS, fields), proposal=str(proposal.proposal_id)
    )
    if step:
        await move_proposal(tx, proposal, step, at)


def _moves(proposal: Proposal, step: Step, at: datetime) -> dict[str, Any]:
    is_public = WORKFLOW.is_public_after(step, was_public=proposal.is_public)
    moves = {"state": step.to, "state_since": at} if step.action.to else {}
    return moves | {"is_public": is_public}


def _changes(proposal: Proposal, step: Step) -> dict[str, Any]:
    match step.action.name:
        case "redact":
            # An appeal speaks of the words that go.
            return step.changed | ({"appeal": TAKEN_DOWN} if proposal.appeal else {})
        case "correct-title" | "correct-text" | "change-needs":
            return step.changed
        case "accept" | "request-changes" | "reject" | "appeal":
            return dict(step.fields)
        case "list":
            return {"poll_id": UUID(str(step.fields["poll_id"]))}
        case name:
            return dict.fromkeys(_CLEARED.get(name, ()))


def _news(proposal: Proposal, step: Step) -> list[Event]:
    """What the step tells; words that change are told for themselves."""
    return [_news_of_the_move(proposal, step)] if step.action.to else []


def _news_of_the_move(proposal: Proposal, step: Step) -> Event:
    about: dict[str, Any] = {"proposal_id": proposal.proposal_id, "idea_id": proposal.idea_id}
    match step.action.name:
        case "accept" | "take-off":
            return _accepted(proposal)
        case "resubmit":
            return submitted(proposal)
        case "withdraw" | "withdraw-for-them":
            return ProposalWithdrawn(**about)
        case "request-changes" | "reject" | "appeal" | "uphold" | "reopen":
            return _news_of_an_answer(proposal, step, about)
        case _:
            return _news_of_the_vote(step, about | {"poll_id": proposal.poll_id})


def _news_of_an_answer(proposal: Proposal, step: Step, about: dict[str, Any]) -> Event:
    match step.action.name:
        case "request-changes":
            return ChangesRequested(**about, reason=proposal.reason)
        case "reject":
            return ProposalRejected(**about, criterion=proposal.criterion, reason=proposal.reason)
        case "appeal":
            return ProposalAppealed(**about)
        case decided:
            return AppealDecided(**about, is_upheld=decided == "uphold", reason=step.fields["reason"])


def _news_of_the_vote(step: Step, about: dict[str, Any]) -> Event:
    match step.action.name:
        case "list":
            return ProposalListed(**about)
        case "fund":
            return ProposalFunded(**about, cost_cents=step.fields["cost_cents"])
        case _:
            return ProposalNotFunded(**about)


def _accepted(proposal: Proposal) -> ProposalAccepted:
    assert proposal.cost_cents is not None
    return ProposalAccepted(
        proposal_id=proposal.proposal_id,
        number=proposal.number,
        round_id=proposal.round_id,
        fund_id=proposal.fund_id,
        idea_id=proposal.idea_id,
        area_id=proposal.area_id,
        title=proposal.title,
        summary=proposal.summary,
        cost_cents=proposal.cost_cents,
        committed_cents=proposal.committed_cents,
        place=proposal.place,
        location=Location.of(proposal.location),
    )
