"""Everyone on the roll gets a code for their letter."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.residents.domain import invitation_code
from services.residents.storage import roll, rounds
from services.residents.use_cases.import_roll import announce_counts


async def invite_people(
    round_id: UUID, pepper: bytes, database: Database, seen: Collection[str] = ()
) -> Mapping[str, str]:
    """A new code, as a letter shows it, by the number of each person who had none yet.

    This is the only time that the codes are known: what is kept cannot be turned back into them.

    Raises:
        RoundIsNotKnown: if there is no such round.
        ItHasChanged: if the roll is not as it was seen.
    """
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        numbers = await roll.not_yet_invited(tx.session, round_id)
        codes, macs = await asyncio.to_thread(_fresh_codes, numbers, pepper)
        await roll.give_codes(tx.session, round_id, macs)
        await announce_counts(tx, round_id)
    return {number: invitation_code.written(code) for number, code in codes.items()}


async def invite_again(
    round_id: UUID, pepper: bytes, database: Database, seen: Collection[str] = ()
) -> Mapping[str, str]:
    """A new code for everyone who has not used theirs in a poll that is open; their old ones are worthless.

    For a printed list or a batch of letters that was lost. Whoever has voted keeps the code: with a new one somebody
    else could replace the ballot.

    Raises:
        RoundIsNotKnown: if there is no such round.
    """
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        await roll.take_unused_codes_back(tx.session, round_id)
        numbers = await roll.not_yet_invited(tx.session, round_id)
        codes, macs = await asyncio.to_thread(_fresh_codes, numbers, pepper)
        await roll.give_codes(tx.session, round_id, macs)
        await announce_counts(tx, round_id)
    return {number: invitation_code.written(code) for number, code in codes.items()}


def _fresh_codes(numbers: Sequence[str], pepper: bytes) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    codes = {number: invitation_code.new_code() for number in numbers}
    return codes, {number: invitation_code.mac_of(code, pepper) for number, code in codes.items()}
