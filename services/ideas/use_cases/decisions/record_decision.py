"""Record what a body decided: each of its ideas takes its step with it, or none does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.events.decisions import DecidedIdea, DecisionRecorded
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database
from services.ideas.domain.decisions.decision import Decision, Paper, ResolvingBody
from services.ideas.storage import rounds
from services.ideas.storage.decisions import decisions
from services.ideas.storage.sittings import sittings
from services.ideas.use_cases.decisions.results import WantedResult, read_results
from services.ideas.use_cases.move_idea import move_idea


@dataclass(frozen=True, slots=True)
class RecordDecision:
    """What which body decided, by which paper, and in which sitting."""

    round_id: UUID
    body: ResolvingBody
    paper: Paper
    sitting_id: UUID | None
    results: Sequence[WantedResult]
    submission_id: UUID | None = None


async def record_decision(command: RecordDecision, database: Database, clock: Clock, zone: ZoneInfo) -> UUID:
    """The id of the decision; of the earlier one if it was sent in before.

    Raises:
        RoundIsNotKnown: if there is no such round.
        SittingIsNotKnown: if there is no such sitting.
        DecisionIsNotSound: if it cannot be decided so about one of the ideas; then about none.
        DomainError: what ``Decision.demand_possible`` raises if it cannot have been taken so.
    """
    now = clock.now()
    async with database.transaction() as tx:
        if earlier := await decisions.of_submission(tx.session, command.submission_id):
            return earlier
        within = await rounds.get(tx.session, command.round_id)
        sitting = await sittings.get(tx.session, command.sitting_id) if command.sitting_id else None
        new = Decision(new_id(), within.round_id, command.body, command.paper, command.sitting_id, now, ())
        new.demand_possible(sitting, now, zone)
        taken = await read_results(tx.session, new, command.results, within.currency)
        new = replace(new, results=tuple(result for _, _, result in taken))
        if not await decisions.add(tx.session, new, command.submission_id):
            # It was sent in at the same time, too.
            return await decisions.of_submission(tx.session, command.submission_id) or new.decision_id
        tx.announce(DecisionRecorded(**as_told(new)))
        for idea, step, _ in taken:
            await move_idea(tx, idea, step, now)
        return new.decision_id


def as_told(of: Decision) -> dict[str, Any]:
    """The decision as events tell it."""
    return {
        "decision_id": of.decision_id,
        "round_id": of.round_id,
        "body": of.body,
        "decided_on": of.paper.decided_on.isoformat(),
        "paper_number": of.paper.number,
        "link": of.paper.link,
        "sitting_id": of.sitting_id,
        "results": [
            DecidedIdea(
                idea_id=result.idea_id,
                outcome=result.outcome,
                granted_cents=result.granted_cents,
                deferred_until=result.deferred_until and result.deferred_until.isoformat(),
            )
            for result in of.results
        ],
    }
