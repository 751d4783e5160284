"""The ballots of a backup: each receipt found, and as many in force as the poll had when it was closed."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

import asyncpg

from libs.shared.platform.running.settings import Settings

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_POLLS = "select poll_id, ballots from polls order by 1"
# By the same tables, the same names and the same index by which a receipt is looked up: its first 15 bytes.
_BOX = """
    with slips as ({slips})
    select count(*) as slips, count(*) filter (where found = 1) as found, count(*) filter (where is_first) as people
    from slips, lateral (
        select count(*) as found from {table} as box where box.poll_id = slips.poll_id
        and box.commitment between substring(slips.commitment for 15)
        and substring(slips.commitment for 15) || '\\xffffffffffffffffffffffffffffffffff'::bytea
    ) as look
"""
_OPEN = "select poll_id, commitment, turn = 1 as is_first from {table}"
_SEALED = "select poll_id, commitment, not was_replaced as is_first from sealed_ballots where poll_id = '{poll_id}'"
_MARKED = "select count(*) from marks where poll_id = $1"


@dataclass(frozen=True, slots=True)
class Ballots:
    """What was found of them, and what is not as it must be."""

    words: list[str]
    troubles: list[str]


@dataclass(frozen=True, slots=True)
class _Box:
    poll_id: UUID
    slips: int
    found: int
    people: int


async def compare_ballots(settings: Settings) -> Ballots:
    """Every box as receipts are looked up in it, held against what its poll says and against the roll's marks."""
    voting = await asyncpg.connect(settings.database_of("voting"))
    residents = await asyncpg.connect(settings.database_of("residents"))
    found = Ballots([], [])
    try:
        for poll in await voting.fetch(_POLLS):
            if (box := await _box(voting, poll["poll_id"])).slips:
                _judge(box, poll["ballots"], await residents.fetchval(_MARKED, box.poll_id), found)
    finally:
        await voting.close()
        await residents.close()
    return found


def _judge(box: _Box, at_closing: int | None, marked: int, found: Ballots) -> None:
    if box.found != box.slips:
        found.troubles.append(f"poll {box.poll_id}: {box.slips - box.found} receipts are not found")
    if at_closing is not None and box.people != at_closing:
        found.troubles.append(
            f"poll {box.poll_id}: {box.people} ballots are in force, and {at_closing} were at closing"
        )
    words = f"poll {box.poll_id}: {box.people:,} people's ballots, every receipt is found"
    found.words.append(f"{words}; {marked:,} people used their code" if at_closing is None else words)


async def _box(voting: Connection, poll_id: UUID) -> _Box:
    own = f"ballots_{poll_id.hex}"
    is_sealed = await voting.fetchval("select to_regclass($1) is null", own)
    table = "sealed_ballots" if is_sealed else own
    slips = _SEALED.format(poll_id=poll_id) if is_sealed else _OPEN.format(table=own)
    row = await voting.fetchrow(_BOX.format(slips=slips, table=table))
    assert row
    return _Box(poll_id, row["slips"], row["found"], row["people"])
