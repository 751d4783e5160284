"""What was typed of a decision becomes a step of each idea, if each can be decided so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.money import as_decimal
from libs.shared.kernel.tracking_number import read_number_or_id
from libs.shared.kernel.workflow import (
    ActionIsDoneOnce,
    ActionIsNotKnown,
    ActionIsNotYours,
    StateHasChanged,
    Step,
)
from libs.shared.kernel.workflow_fields import FieldsAreWrong
from services.ideas.domain.decisions.decision import Decision, Result
from services.ideas.domain.decisions.errors import DecisionIsNotSound, ResultRule
from services.ideas.domain.idea import Idea
from services.ideas.storage.decisions import decisions
from services.ideas.storage.sittings import ideas_on_agendas
from services.ideas.use_cases.decisions.steps import asked_by, step_of

ROLES: Mapping[str, str] = {"council": "council", "committee": "council", "jury": "jury"}
"""In which role of workflows a body decides: a committee decides what the council let it decide."""

_AMOUNT, _UNTIL = "granted", "until"


@dataclass(frozen=True, slots=True)
class WantedResult:
    """How it was decided about an idea, and what the action asks for beside what the decision says of itself."""

    idea: str
    action: str
    fields: Mapping[str, object]
    granted_cents: int | None = None
    deferred_until: date | None = None


Trouble = tuple[ResultRule, str, str]
Taken = tuple[Idea, Step, Result]


async def read_results(
    session: AsyncSession, of: Decision, wanted: Sequence[WantedResult], currency: str
) -> list[Taken]:
    """Each idea, locked, with the step that the decision is for it.

    Raises:
        DecisionIsNotSound: with each result that cannot be, and why.
    """
    names = [read_number_or_id(result.idea) for result in wanted]
    known = await ideas_on_agendas.named(session, [name for name in names if name])
    ids = {idea.idea_id for idea in known.values()}
    locked = await ideas_on_agendas.lock(session, ids)
    number = of.paper.number
    before = await decisions.actions_by_paper(session, of.body, number, ids) if number else {}
    taken: list[Taken] = []
    errors: dict[int, Trouble] = {}
    for place, (name, result) in enumerate(zip(names, wanted, strict=True)):
        idea = locked[known[name].idea_id] if name in known else None
        stands = {each.idea_id for each, _, _ in taken}
        if idea is None:
            errors[place] = ("unknown", "", "")
            continue
        if rule := _why_not(idea, of, result, stands, before):
            errors[place] = (rule, idea.number, "")
            continue
        try:
            taken.append(await _taken(session, idea, of, result, currency))
        except _REFUSALS as refused:
            errors[place] = _in_words(refused, idea)
    if errors:
        raise DecisionIsNotSound(errors)
    return taken


def _why_not(
    idea: Idea, of: Decision, result: WantedResult, stands: set[UUID], before: Mapping[UUID, str]
) -> ResultRule | None:
    if idea.idea_id in stands:
        return "twice"
    if idea.round_id != of.round_id:
        return "of-another-round"
    return "paper-says-otherwise" if before.get(idea.idea_id, result.action) != result.action else None


async def _taken(session: AsyncSession, idea: Idea, of: Decision, result: WantedResult, currency: str) -> Taken:
    asked = await asked_by(session, idea, result.action)
    own = {name: value for name, value in _said(of, result, currency).items() if name in asked}
    step = await step_of(session, ROLES[of.body], idea, result.action, own | {**result.fields})
    granted = result.granted_cents if _AMOUNT in asked else None
    until = result.deferred_until if _UNTIL in asked else None
    return idea, step, Result(idea.idea_id, result.action, step.to, granted, until)


def _said(of: Decision, result: WantedResult, currency: str) -> dict[str, object]:
    """What the decision says for each of its ideas, by the fields that actions ask for."""
    cents, until = result.granted_cents, result.deferred_until
    return {
        "decided_on": of.paper.decided_on.isoformat(),
        "paper_number": of.paper.number,
        "reason": of.paper.reason,
        _AMOUNT: None if cents is None else f"{as_decimal(cents, currency)} {currency}",
        _UNTIL: None if until is None else until.isoformat(),
    }


_REFUSALS = (ActionIsNotKnown, ActionIsNotYours, ActionIsDoneOnce, StateHasChanged, FieldsAreWrong)


def _in_words(refused: Exception, idea: Idea) -> Trouble:
    match refused:
        case StateHasChanged() | ActionIsDoneOnce():
            return "not-in-this-state", idea.number, idea.state
        case FieldsAreWrong():
            return "incomplete", idea.number, str(refused)
        case _:
            return "no-such-result", idea.number, ""
