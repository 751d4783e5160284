"""A letter went astray: its code must end, and the person gets another."""

import asyncio
from collections.abc import Collection
from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.residents.domain import invitation_code
from services.residents.domain.roll_errors import (
    CodeWasUsed,
)
from services.residents.domain.roll_number import the_one_meant
from services.residents.storage import marks, roll, rounds
from services.residents.use_cases.import_roll import announce_counts


async def replace_invitation(
    round_id: UUID, number: str, pepper: bytes, database: Database, seen: Collection[str] = ()
) -> tuple[str, str]:
    """The person's number as the roll has it, and the new code, as a letter shows it. The old one is worthless now.

    The pseudonym stays, so nobody votes twice with two codes.

    Raises:
        RoundIsNotKnown: if there is no such round.
        ItHasChanged: if the roll is not as it was seen.
        PersonIsNotOnTheRoll: if the roll has nobody with the number.
        SeveralPeopleAreMeant: if it has several whose numbers look like it, and none that is it.
        CodeWasUsed: if the old code was used in a poll that is open.
    """
    code = invitation_code.new_code()
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        known = await roll.numbers(tx.session, round_id)
        meant = await asyncio.to_thread(the_one_meant, number, known)
        if await marks.is_marked(tx.session, round_id, meant):
            raise CodeWasUsed
        await roll.give_codes(tx.session, round_id, {meant: invitation_code.mac_of(code, pepper)})
        await announce_counts(tx, round_id)
    return meant, invitation_code.written(code)
