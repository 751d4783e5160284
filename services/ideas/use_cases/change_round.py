"""Change what may still change of a round, or archive it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.facts import retelling
from libs.shared.platform.storage.database import Database
from services.ideas.domain.errors import RoundIsNotSound, RoundNameIsTaken
from services.ideas.domain.round import Area, Fund, Phase, Round
from services.ideas.domain.round_change import RoundChange, changed
from services.ideas.storage import polls, rounds
from services.ideas.use_cases.publish_round import PlannedArea, PlannedFund, as_told, demand_workflow


@dataclass(frozen=True, slots=True)
class ChangedArea(PlannedArea):
    """An area as it is wished; a new one if it has no id."""

    area_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChangedFund(PlannedFund):
    """A fund as it is wished; a new one if it has no id."""

    fund_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChangeRound:
    """What the council wants different; none where all stays."""

    round_id: UUID
    name: str | None = None
    hourly_value_cents: int | None = None
    areas: Sequence[ChangedArea] | None = None
    funds: Sequence[ChangedFund] | None = None
    calendar: Sequence[Phase] | None = None
    is_archived: bool | None = None
    workflow: str | None = None


async def change_round(command: ChangeRound, database: Database, zone: ZoneInfo, seen: Collection[str] = ()) -> Round:
    """The round as it is now.

    Raises:
        RoundIsNotKnown: if there is none.
        RoundNameIsTaken: if another round is called so.
        ItHasChanged: if the round is not as it was seen.
        DomainError: what ``changed`` raises if the wish contradicts the round or one of its polls.
    """
    async with database.transaction() as tx:
        before = await rounds.lock(tx.session, command.round_id)
        demand_unchanged(seen, before.version)
        after = changed(before, _wish(command, before), await polls.of_round(tx.session, before.round_id), zone)
        if after == before:
            return before
        await demand_workflow(tx.session, after.workflow)
        if await rounds.is_called(tx.session, after.name, but=after.round_id):
            raise RoundNameIsTaken(after.name)
        await rounds.change(tx.session, after)
        news = RoundChanged(**as_told(after), is_archived=after.is_archived)
        await retelling.retell_as(tx.session, news, (RoundPublished, RoundChanged))
        tx.announce(news)
        return after


def _wish(command: ChangeRound, before: Round) -> RoundChange:
    areas = None if command.areas is None else tuple(_area(area) for area in command.areas)
    calendar = None if command.calendar is None else tuple(command.calendar)
    funds = None
    if command.funds is not None:
        ids = {area.name: area.area_id for area in areas or before.areas}
        funds = tuple(_fund(fund, ids) for fund in command.funds)
    return RoundChange(
        command.name, command.hourly_value_cents, areas, funds, calendar, command.is_archived, command.workflow
    )


def _area(wished: ChangedArea) -> Area:
    return Area(wished.area_id or new_id(), wished.name, wished.population)


def _fund(wished: ChangedFund, ids: dict[str, UUID]) -> Fund:
    if wished.area and wished.area not in ids:
        raise RoundIsNotSound({"funds": f"There is no area called {wished.area}."})
    area_id = ids[wished.area] if wished.area else None
    return Fund(wished.fund_id or new_id(), wished.name, wished.budget_cents, area_id, wished.spent_by)
