"""Voting's own copy of rounds: when they vote, with which funds, and how many people may."""

from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.events.residents import RollImported
from services.voting.domain.polls.roll import Roll
from services.voting.domain.polls.voting_days import VotingDays
from services.voting.storage.tables import FundRow, PollRow, RollRow, RoundRow


async def keep(session: AsyncSession, event: RoundPublished | RoundChanged, time_zone: str) -> None:
    """Store the round, or what has changed of it; drafts follow, and what is published stays as it is."""
    await _keep_voting_days(session, event, time_zone)
    for fund in event.funds:
        known = {
            "round_id": event.round_id,
            "round_name": event.name,
            "area_id": fund.area_id,
            "budget_cents": fund.budget_cents,
            "currency": event.currency,
            "spent_by": fund.spent_by,
        }
        row = insert(FundRow).values(fund_id=fund.fund_id, **known)
        await session.execute(row.on_conflict_do_update(index_elements=["fund_id"], set_=known))
        drafts = update(PollRow).where(PollRow.fund_id == fund.fund_id, PollRow.state == "drafted")
        await session.execute(drafts.values(budget_cents=fund.budget_cents, area_id=fund.area_id))


async def voting_days(session: AsyncSession, round_id: UUID) -> VotingDays | None:
    """The days on which the round votes, if its calendar says."""
    row = await session.get(RoundRow, round_id)
    if row is None or row.votes_from is None:
        return None
    return VotingDays(row.votes_from, row.votes_until, row.time_zone)


async def keep_roll(session: AsyncSession, event: RollImported) -> None:
    """Store how many people are on the round's roll."""
    known = event.model_dump(mode="json", include={"people", "invited", "by_area"})
    row = insert(RollRow).values(round_id=event.round_id, **known)
    await session.execute(row.on_conflict_do_update(index_elements=["round_id"], set_=known))


async def roll(session: AsyncSession, round_id: UUID) -> Roll | None:
    """The round's roll in figures, if residents have told of one."""
    row, town = await session.get(RollRow, round_id), await session.get(RoundRow, round_id)
    if row is None:
        return None
    by_area = {_id(part["area_id"]): part["people"] for part in row.by_area}
    known = None if town is None else town.within
    within = None if known is None else {UUID(area): _id(around) for area, around in known.items()}
    return Roll(row.people, row.invited, by_area, within)


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


async def _keep_voting_days(session: AsyncSession, event: RoundPublished | RoundChanged, time_zone: str) -> None:
    vote = next((phase for phase in event.calendar if phase.name == "vote"), None)
    known = {
        "votes_from": date.fromisoformat(vote.starts_on) if vote else None,
        "votes_until": date.fromisoformat(vote.ends_on) if vote and vote.ends_on else None,
        "time_zone": time_zone,
        "within": {str(area.area_id): str(area.within) if area.within else None for area in event.areas},
    }
    row = insert(RoundRow).values(round_id=event.round_id, **known)
    await session.execute(row.on_conflict_do_update(index_elements=["round_id"], set_=known))
