"""Editions: marks that change with whatever a service tells the public, in the transaction that changes it.

Whoever keeps what a service once answered asks for its editions, and knows whether the answer still stands. An edition
is drawn anew, never counted on: a database that was put back from a copy cannot come to an edition of before again.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Text, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.facts.journal import PlatformTable

WHOLE = "whole"
"""The edition of all that a service tells; parts that are asked for by themselves, such as views, have their own."""


class EditionRow(PlatformTable):
    """The edition of the service, or of a part of what it tells."""

    __tablename__ = "editions"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    edition: Mapped[UUID]


ALL = "select name, edition::text as edition from editions"

# Nothing, for a transaction that has changed nothing. The rows are locked in one order, and only now, at its very end:
# whoever holds one waits for nobody, so there is no circle.
_TURN = text("""
    insert into editions (name, edition)
    select name, gen_random_uuid() from unnest(cast(:names as text[])) as name
    where pg_current_xact_id_if_assigned() is not null order by name
    on conflict (name) do update set edition = excluded.edition
""")
TURN_ALL = text("update editions set edition = gen_random_uuid()")


async def turn(session: AsyncSession, names: Collection[str]) -> None:
    """Change the editions of that name, as the transaction's last act before its commit."""
    if not names:
        return
    await session.flush()  # what it holds back would else not count as a change
    await session.execute(_TURN, {"names": sorted(names)})
