"""At each full hour it is told how many have voted, and once more when the box is closed; never at another time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from libs.shared.events.voting import TurnoutAnnounced
from libs.shared.events.words import AreaBallots, Channel, ChannelBallots
from libs.shared.platform.storage.database import Database, Transaction
from services.voting.domain.casting.turnout import (
    Cell,
    Electorate,
    Turnout,
    told_at_the_end,
    told_next,
    turnout_of,
)
from services.voting.domain.polls.poll import Poll
from services.voting.storage import polls, rounds, turnouts
from services.voting.use_cases.telling import tell

# Who comes later waits for the next hour: what is told at a quarter past would tell of a quarter of an hour.
_SOON_ENOUGH = timedelta(minutes=2)


async def tell_turnout(database: Database, now: datetime) -> None:
    """Tell of each open poll how many have voted by the full hour, if that has just struck."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if now - hour > _SOON_ENOUGH:
        return
    async with database.reading() as session:
        untold = await turnouts.untold(session, hour)
    for poll_id in untold:
        async with database.transaction() as tx:
            await _tell(poll_id, hour, tx)


async def _tell(poll_id: UUID, hour: datetime, tx: Transaction) -> None:
    poll, told = await polls.find(tx.session, poll_id), await turnouts.find(tx.session, poll_id)
    people = await _people(poll, tx)
    box = _tellable(poll, await turnouts.cells_of_open_box(tx.session, poll_id), people)
    now_told = told_next(told, box, people)
    was_first = await turnouts.keep(tx.session, poll_id, hour, now_told)
    if was_first and now_told != told:
        tell(poll, tx, _announcement(poll_id, hour, now_told, is_final=False))


async def tell_final_turnout(poll: Poll, cells: dict[Cell, int], tx: Transaction) -> None:
    """Tell how many have voted in the closed poll, whose box holds this."""
    people, before = await _people(poll, tx), await turnouts.find(tx.session, poll.poll_id)
    told = told_at_the_end(before, _tellable(poll, cells, people), people)
    tell(poll, tx, _announcement(poll.poll_id, poll.as_of, told, is_final=True))
    await turnouts.keep(tx.session, poll.poll_id, poll.as_of, told)


async def _people(poll: Poll, tx: Transaction) -> Electorate:
    """How many people of each area may vote, as far as residents have said."""
    roll = await rounds.roll(tx.session, poll.fund.round_id)
    return {} if roll is None else roll.electorates(poll.fund.area_id)


def _tellable(poll: Poll, cells: dict[Cell, int], people: Electorate) -> Turnout:
    """The sums of the box. Where ballots count by their channel, nothing is told by channel: the file of the ballots
    tells how many have each weight, and from both one could work out how many came where few did.
    """
    turnout = turnout_of(cells, poll.terms.channels, people)
    return replace(turnout, by_channel={}) if poll.terms.weights else turnout


def _announcement(poll_id: UUID, as_of: datetime, told: Turnout, *, is_final: bool) -> TurnoutAnnounced:
    return TurnoutAnnounced(
        poll_id=poll_id,
        as_of=as_of,
        is_final=is_final,
        ballots=told.ballots,
        by_channel=[
            ChannelBallots(channel=cast("Channel", channel), ballots=ballots)
            for channel, ballots in told.by_channel.items()
        ],
        by_area=[AreaBallots(area_id=area_id, ballots=ballots) for area_id, ballots in told.by_area.items()],
    )
