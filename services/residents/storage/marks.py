"""Whose code was used in which poll, as clerks at a polling station mark the roll. It says nothing of choices."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.database import Database
from services.residents.storage.tables import MarkRow, PersonRow, PollRow

# A mark that a crash forgets costs nothing: the pseudonym still allows one ballot. So nobody waits for the disk.
_MARK = """
with soon_on_disk as materialized (select set_config('synchronous_commit', 'off', true))
insert into marks (poll_id, person_id)
select poll_id, $2 from polls, soon_on_disk where poll_id = $1 and state = 'open'
on conflict do nothing
"""


async def mark(database: Database, poll_id: UUID, person_id: str) -> None:
    """Mark the person's entry for the poll, unless it has just ended: then all marks are gone for good."""
    await database.one_statement(_MARK, poll_id, person_id)


async def is_marked(session: AsyncSession, round_id: UUID, number: str) -> bool:
    """Whether the code of the person with the number was used in a poll that is open."""
    mine = (
        select(MarkRow.poll_id)
        .join(PollRow, PollRow.poll_id == MarkRow.poll_id)
        .join(PersonRow, (PersonRow.person_id == MarkRow.person_id) & (PersonRow.round_id == PollRow.round_id))
    )
    found = mine.where(PersonRow.round_id == round_id, PersonRow.number == number, PollRow.state == "open")
    return bool(await session.scalar(select(exists(found))))


async def forget(session: AsyncSession, poll_id: UUID) -> int:
    """Take all marks of the poll away; how many there were."""
    gone = await session.execute(delete(MarkRow).where(MarkRow.poll_id == poll_id))
    return cast("CursorResult[Any]", gone).rowcount
