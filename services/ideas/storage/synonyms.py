"""The list of words that mean the same, in the database: one row, read whole."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.synonyms import Synonyms
from services.ideas.storage.tables import SynonymsRow

_ONLY = 1


async def get(session: AsyncSession) -> Synonyms:
    """The list as it is."""
    stored = await session.scalar(select(SynonymsRow.groups).where(SynonymsRow.list_id == _ONLY))
    return _as_synonyms(stored)


async def lock(session: AsyncSession) -> Synonyms:
    """The list, kept from others until the transaction ends."""
    await session.execute(insert(SynonymsRow).values(list_id=_ONLY, groups=[]).on_conflict_do_nothing())
    stored = await session.scalar(select(SynonymsRow.groups).where(SynonymsRow.list_id == _ONLY).with_for_update())
    return _as_synonyms(stored)


async def change(session: AsyncSession, to: Synonyms) -> None:
    """Keep this list in its place."""
    groups = [list(group) for group in to.groups]
    kept = insert(SynonymsRow).values(list_id=_ONLY, groups=groups)
    await session.execute(kept.on_conflict_do_update(index_elements=["list_id"], set_={"groups": groups}))


def _as_synonyms(stored: list[list[str]] | None) -> Synonyms:
    return Synonyms(tuple(tuple(group) for group in stored or ()))
