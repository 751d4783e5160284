"""Which proposals name each other as what cannot be done as well."""

from collections.abc import Collection, Mapping, Sequence

from pydantic_core import to_json
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from services.proposals.domain.proposal import Proposal
from services.proposals.storage.proposals import as_proposal
from services.proposals.storage.tables import ProposalRow

_NAMES = sql("(proposals.sheet -> 'conflicts_with') @> CAST(:named AS jsonb)")  # as its index has it


async def of_numbers(session: AsyncSession, numbers: Collection[str]) -> Mapping[str, Proposal]:
    """The proposals of these numbers, as far as there are some."""
    rows = await session.scalars(select(ProposalRow).where(ProposalRow.number.in_(numbers))) if numbers else ()
    return {row.number: as_proposal(row) for row in rows}


async def naming(session: AsyncSession, number: str) -> Sequence[Proposal]:
    """The proposals whose sheet names the one of this number, in the order of theirs."""
    named = _NAMES.bindparams(named=to_json([{"number": number}]).decode())
    rows = await session.scalars(select(ProposalRow).where(named).order_by(ProposalRow.number))
    return [as_proposal(row) for row in rows]
