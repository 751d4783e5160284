"""Staff want to rehearse a poll: it gets codes that are nobody's."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.residents.domain import invitation_code
from services.residents.domain.errors import PollIsNotOpen, TooManyTestCodes
from services.residents.storage import polls, test_codes

MOST = 1000
"""So many codes one rehearsal may have: it tries a poll out, and is no poll."""


async def make_test_codes(poll_id: UUID, count: int, pepper: bytes, database: Database) -> Mapping[str, str]:
    """So many new codes, as a letter shows one, by numbers that no roll has. It is the only time they are known.

    Raises:
        PollIsNotKnown: if there is no such rehearsal; a poll has the codes of its roll.
        PollIsNotOpen: if the rehearsal has ended.
        TooManyTestCodes: if it would have more than it may.
    """
    async with database.transaction() as tx:
        state = await polls.lock_rehearsal(tx.session, poll_id)
        if state not in ("published", "open"):
            raise PollIsNotOpen(state, None)
        before = await test_codes.count(tx.session, poll_id)
        if before + count > MOST:
            raise TooManyTestCodes(MOST, before)
        numbers = [f"TEST-{number}" for number in range(before + 1, before + count + 1)]
        codes, macs = await asyncio.to_thread(_fresh_codes, numbers, pepper)
        await test_codes.add(tx.session, poll_id, macs)
    return codes


def _fresh_codes(numbers: Sequence[str], pepper: bytes) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    codes = {number: invitation_code.new_code() for number in numbers}
    macs = {number: invitation_code.mac_of(code, pepper) for number, code in codes.items()}
    return {number: invitation_code.written(code) for number, code in codes.items()}, macs
