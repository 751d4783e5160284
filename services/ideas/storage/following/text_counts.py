"""How many texts were sent on a day, and which numbers said stop, in the database."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.erasing import erase_due_from
from services.ideas.storage.following.tables import StoppedNumberRow, TextDayRow


async def sent_on(session: AsyncSession, day: date) -> int:
    """How many texts the provider was handed on the day."""
    return await session.scalar(select(TextDayRow.sent).where(TextDayRow.day == day)) or 0


async def count_sent(session: AsyncSession, day: date) -> int:
    """One more, whether the provider takes it or not, as some are paid for all the same; how many it makes."""
    one = insert(TextDayRow).values(day=day, sent=1, asked=0)
    counted = one.on_conflict_do_update(index_elements=["day"], set_={"sent": TextDayRow.sent + 1})
    return (await session.scalars(counted.returning(TextDayRow.sent))).one()


async def take_asked(session: AsyncSession, day: date, most: int) -> bool:
    """Count one more that a form asks for; whether there was still room for it."""
    one = insert(TextDayRow).values(day=day, sent=0, asked=1)
    counted = one.on_conflict_do_update(
        index_elements=["day"], set_={"asked": TextDayRow.asked + 1}, where=TextDayRow.asked < most
    )
    return await session.scalar(counted.returning(TextDayRow.asked)) is not None


async def stop(session: AsyncSession, mark: bytes, erase_on: date) -> None:
    """No form has the number texted until the day."""
    said = insert(StoppedNumberRow).values(mark=mark, erase_on=erase_on)
    await session.execute(said.on_conflict_do_update(index_elements=["mark"], set_={"erase_on": erase_on}))


async def lift(session: AsyncSession, mark: bytes) -> None:
    """Whoever has the telephone wants texts again."""
    await session.execute(delete(StoppedNumberRow).where(StoppedNumberRow.mark == mark))


async def has_stopped(session: AsyncSession, mark: bytes) -> bool:
    """Whether the number said stop."""
    return await session.get(StoppedNumberRow, mark) is not None


async def erase_due(session: AsyncSession, today: date) -> None:
    """Forget the days that are over, and the numbers whose time is."""
    await session.execute(delete(TextDayRow).where(TextDayRow.day < today))
    await erase_due_from(StoppedNumberRow, session, today)
