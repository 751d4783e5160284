"""Publish a round."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events import words
from libs.shared.events.ideas import RoundPublished
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database
from services.ideas.domain.errors import RoundIsNotSound, RoundNameIsTaken
from services.ideas.domain.round import Area, Fund, Phase, Round, SpentBy
from services.ideas.domain.workflows.shipped import DEFAULT
from services.ideas.storage import rounds, workflows


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """An area that gets its id when the round is published."""

    name: str
    population: int | None


@dataclass(frozen=True, slots=True)
class PlannedFund:
    """A fund that gets its id when the round is published; it names its area."""

    name: str
    budget_cents: int
    area: str | None
    spent_by: SpentBy


@dataclass(frozen=True, slots=True)
class PublishRound:
    """The round that the council has planned."""

    name: str
    currency: str
    hourly_value_cents: int
    areas: Sequence[PlannedArea]
    funds: Sequence[PlannedFund]
    calendar: Sequence[Phase]
    submission_id: UUID | None = None
    workflow: str = DEFAULT


async def publish_round(command: PublishRound, database: Database, clock: Clock) -> Round:
    """The published round.

    Raises:
        RoundIsNotSound: if something of it contradicts itself.
        RoundNameIsTaken: if another round is called so.
    """
    planned = _with_ids(command)
    async with database.transaction() as tx:
        await demand_workflow(tx.session, planned.workflow)
        if await rounds.add(tx.session, planned, clock.now(), command.submission_id):
            tx.announce(RoundPublished(**as_told(planned)))
            return planned
        earlier = command.submission_id and await rounds.of_submission(tx.session, command.submission_id)
    if not earlier:
        raise RoundNameIsTaken(command.name)
    return earlier


async def demand_workflow(session: AsyncSession, name: str) -> None:
    """Nothing, if there is a workflow of the name.

    Raises:
        RoundIsNotSound: if there is none.
    """
    if not await workflows.is_known(session, name):
        raise RoundIsNotSound({"workflow": f"There is no workflow called {name}."})


def _with_ids(command: PublishRound) -> Round:
    areas = tuple(Area(new_id(), area.name, area.population) for area in command.areas)
    ids = {area.name: area.area_id for area in areas}
    if unknown := [fund.area for fund in command.funds if fund.area and fund.area not in ids]:
        raise RoundIsNotSound({"funds": f"There is no area called {unknown[0]}."})
    funds = tuple(
        Fund(new_id(), fund.name, fund.budget_cents, ids[fund.area] if fund.area else None, fund.spent_by)
        for fund in command.funds
    )
    calendar = tuple(command.calendar)
    return Round(
        new_id(),
        command.name,
        command.currency,
        command.hourly_value_cents,
        areas,
        funds,
        calendar,
        workflow=command.workflow,
    )


def as_told(of: Round) -> dict[str, Any]:
    """The round as events tell it."""
    return {
        "round_id": of.round_id,
        "name": of.name,
        "currency": of.currency,
        "hourly_value_cents": of.hourly_value_cents,
        "areas": [words.Area(area_id=area.area_id, name=area.name, population=area.population) for area in of.areas],
        "funds": [words.Fund.model_validate(asdict(fund)) for fund in of.funds],
        "calendar": [
            words.Phase(
                name=phase.name,
                starts_on=phase.starts_on.isoformat(),
                ends_on=phase.ends_on and phase.ends_on.isoformat(),
            )
            for phase in of.calendar
        ],
    }
