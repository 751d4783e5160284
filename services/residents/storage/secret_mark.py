"""The fingerprint of the secret that this database's codes were made with."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.residents.storage.tables import PollKeyRow, SecretMarkRow


async def keep(session: AsyncSession, fingerprint: bytes) -> bytes:
    """The fingerprint that the database has; this one, if it had none."""
    row = insert(SecretMarkRow).values(id=1, fingerprint=fingerprint)
    await session.execute(row.on_conflict_do_nothing())
    return (await session.scalars(select(SecretMarkRow.fingerprint).with_for_update())).one()


async def replace(session: AsyncSession, fingerprint: bytes) -> None:
    """Keep this one from now on."""
    await session.execute(update(SecretMarkRow).values(fingerprint=fingerprint))


async def polls_with_a_key(session: AsyncSession) -> Sequence[UUID]:
    """The polls that are published or open."""
    return (await session.scalars(select(PollKeyRow.poll_id))).all()
