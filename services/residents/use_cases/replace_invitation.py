"""A letter went astray: its code must end, and the person gets another."""

from collections.abc import Collection
from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.residents.domain import invitation_code
from services.residents.domain.errors import PersonIsNotOnTheRoll
from services.residents.storage import roll, rounds


async def replace_invitation(
    round_id: UUID, number: str, pepper: bytes, database: Database, seen: Collection[str] = ()
) -> str:
    """The person's new code, as a letter shows it. The old one is worthless from now on.

    The pseudonym stays, so nobody votes twice with two codes.

    Raises:
        RoundIsNotKnown: if there is no such round.
        ItHasChanged: if the roll is not as it was seen.
        PersonIsNotOnTheRoll: if the roll has nobody with the number.
    """
    code = invitation_code.new_code()
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        if not await roll.has(tx.session, round_id, number):
            raise PersonIsNotOnTheRoll
        await roll.give_codes(tx.session, round_id, {number: invitation_code.mac_of(code, pepper)})
    return invitation_code.written(code)
