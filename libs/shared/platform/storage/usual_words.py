"""How usual a word is among the texts of a table, as the server knows it from its last look at the table."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

# The server keeps up to a thousand of a column's most usual elements; behind their shares stand three more figures.
_KNOWN = text("""
    select greatest(c.reltuples, 0), s.most_common_elems::text::text[], s.most_common_elem_freqs
    from pg_class c
    left join pg_stats s on s.schemaname = current_schema() and s.tablename = c.relname and s.attname = :column
    where c.oid = to_regclass(:table)
""")


async def shares_of(
    session: AsyncSession, document: InstrumentedAttribute[str], beginnings: Sequence[str]
) -> tuple[float, list[float]]:
    """About how many rows there are, and in what share of them a word stands that begins so: 0 if that is not known.

    Source: PostgreSQL, "pg_stats": ``most_common_elems``.
    """
    table, column = document.class_.__tablename__, document.key
    many, elements, shares = (await session.execute(_KNOWN, {"table": table, "column": column})).one()
    usual = dict(zip(elements or (), shares or (), strict=False))
    return many, [max((usual[word] for word in usual if word.startswith(each)), default=0.0) for each in beginnings]
