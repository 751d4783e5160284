"""The polling station, the front of the ballot box: permits in batches, papers by heart, clerks (tasks) at the box."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from uuid import UUID

import asyncpg

from libs.shared.platform.running.retrying import passes
from libs.shared.platform.storage.database import Database
from services.voting.clients.permits import PermitReader
from services.voting.domain.ballot_errors import BallotBoxIsOutOfReach, PollIsNotOpen
from services.voting.domain.errors import NoSuchPoll
from services.voting.domain.permit import Permit
from services.voting.domain.poll import Poll
from services.voting.domain.slip import Slip
from services.voting.storage import ballot_box, polls
from services.voting.storage.ballot_box import Taken
from services.voting.use_cases.together import Together

_READERS, _CLERKS = 1, 3
# Few permits at a time: while the next are read, the ballots of the last are on their way to the box.
_PERMITS, _SLIPS = 32, 256
_PAPERS = 1000
_LOOK_AGAIN_S = 1.0


class Verdict(Enum):
    """What became of a slip at the box."""

    TAKEN = auto()
    HAS_VOTED = auto()
    NOT_OPEN = auto()


@dataclass(frozen=True, slots=True)
class _Paper:
    poll: Poll
    read_at: float


class PollingStation:
    """One process's way to the ballot box. It keeps nothing that the database does not know."""

    def __init__(self, database: Database, permits: PermitReader) -> None:
        self.database = database
        self._papers: dict[UUID, _Paper] = {}
        self._permits = Together[str, Permit](permits.read_together, at_once=_READERS, at_most=_PERMITS)
        self._box = Together[Slip, Verdict](self._cast_batch, at_once=_CLERKS, at_most=_SLIPS)

    async def read_permit(self, token: str) -> Permit:
        """The permit in the token.

        Raises:
            PermitIsNotValid: if it is none.
        """
        return await self._permits.ask(token)

    async def paper_of(self, poll_id: UUID) -> Poll:
        """The poll with its paper as it stood a second ago: projects may be withdrawn from it. Its state may be older.

        Raises:
            PollIsNotOpen: if there is no such poll in public.
        """
        known = self._papers.get(poll_id)
        if known is None:
            return await self._read_again(poll_id)
        if time.monotonic() - known.read_at < _LOOK_AGAIN_S:
            return known.poll
        # Whoever comes meanwhile need not wait for the same news.
        self._papers[poll_id] = replace(known, read_at=time.monotonic())
        try:
            return await self._read_again(poll_id)
        except Exception as error:
            if not passes(error):
                raise
            return known.poll

    def forget(self, poll_id: UUID) -> None:
        """Have the paper read anew before the next ballot: something was done to the poll."""
        self._papers.pop(poll_id, None)

    async def cast(self, slip: Slip) -> Verdict:
        """What became of the slip; known only after the commit."""
        return await self._box.ask(slip)

    async def close(self) -> None:
        """Return when all that was handed in is answered."""
        await self._permits.finish()
        await self._box.finish()

    async def _read_again(self, poll_id: UUID) -> Poll:
        poll = await self._published(poll_id)
        self._papers[poll_id] = _Paper(poll, time.monotonic())
        if len(self._papers) > _PAPERS:
            del self._papers[next(iter(self._papers))]
        return poll

    async def _published(self, poll_id: UUID) -> Poll:
        async with self.database.reading() as session:
            try:
                poll = await polls.find(session, poll_id)
            except NoSuchPoll:
                raise PollIsNotOpen(poll_id) from None
        if not poll.is_public:
            raise PollIsNotOpen(poll_id)
        return poll

    async def _cast_batch(self, slips: Sequence[Slip]) -> list[Verdict | Exception]:
        try:
            taken = await ballot_box.cast_together(self.database, slips)
        except asyncpg.DataError as error:
            # One slip that the database cannot store must not cost the others their ballot.
            return await self._one_by_one(slips) if len(slips) > 1 else [error]
        except Exception as error:
            if not passes(error):
                raise
            return [BallotBoxIsOutOfReach() for _ in slips]
        return [_verdict(slip, taken) for slip in slips]

    async def _one_by_one(self, slips: Sequence[Slip]) -> list[Verdict | Exception]:
        return [verdict for slip in slips for verdict in await self._cast_batch([slip])]


def _verdict(slip: Slip, taken: Taken) -> Verdict:
    if slip.commitment in taken.commitments:
        return Verdict.TAKEN
    return Verdict.HAS_VOTED if slip.poll_id in taken.open_polls else Verdict.NOT_OPEN
