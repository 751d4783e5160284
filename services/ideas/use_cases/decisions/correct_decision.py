"""Correct what is recorded of a decision's paper; what it said is kept apart, and the results stand."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.events.decisions import DecisionCorrected, DecisionRecorded
from libs.shared.kernel.ballot_budget import EVENTS, REDACT_LINE
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.facts import retelling
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.decisions.decision import Decision, Paper
from services.ideas.storage import life_lines, originals, workflows
from services.ideas.storage.decisions import decisions
from services.ideas.storage.sittings import ideas_on_agendas, sittings
from services.ideas.use_cases.decisions.record_decision import as_told
from services.ideas.use_cases.move_idea import move_idea


async def correct_decision(
    decision_id: UUID, paper: Paper, why: str, database: Database, clock: Clock, zone: ZoneInfo, seen: Collection[str]
) -> None:
    """The record says what the paper really says, wherever it was told.

    Raises:
        DecisionIsNotKnown: if there is none.
        ItHasChanged: if it is not as it was seen.
        DomainError: what ``Decision.demand_possible`` raises if it cannot have been taken so.
    """
    now = clock.now()
    async with database.transaction() as tx:
        before = await decisions.lock(tx.session, decision_id)
        demand_unchanged(seen, before.version)
        after = before.corrected(paper, why, now)
        sitting = await sittings.get(tx.session, after.sitting_id) if after.sitting_id else None
        after.demand_possible(sitting, now, zone)
        await decisions.correct(tx.session, after)
        await _keep(tx, before, now)
        news = DecisionCorrected(**as_told(after))
        await retelling.retell_as(tx.session, news, (DecisionRecorded, DecisionCorrected))
        tx.announce(news)
        if before.paper.reason != paper.reason:
            await _say_otherwise(tx, before, paper.reason, why, now)


async def _keep(tx: Transaction, before: Decision, at: datetime) -> None:
    paper = before.paper
    said = (paper.decided_on.isoformat(), paper.link, paper.reason, before.correction)
    words = OwnWords(paper.number or "", "\n".join(part for part in said if part))
    await originals.keep(tx.session, before.decision_id, Original.taken_down(words, at, is_the_offices=True))


async def _say_otherwise(tx: Transaction, before: Decision, reason: str, why: str, at: datetime) -> None:
    """Have the life lines give the other reason, as if the office had reworded each line."""
    for idea in (await ideas_on_agendas.lock(tx.session, [result.idea_id for result in before.results])).values():
        workflow = await workflows.of_idea(tx.session, idea)
        lines = await life_lines.typed(tx.session, idea.idea_id, workflow)
        line = next((each.value for each in lines.choices() if lines.typed(each.value) == before.paper.reason), None)
        if line is not None:
            given = {"line": line, "words": reason, "reason": why}
            step = workflow.take(REDACT_LINE, idea.state, EVENTS, given, {"line": lines.choices()})
            await move_idea(tx, idea, step, at)
