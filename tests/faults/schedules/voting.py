"""The voters of a schedule, all at once."""

import asyncio

from tests.faults.history.records import Attempt, Choices
from tests.faults.making.platform import Platform
from tests.faults.schedules.doors import DOORS, Door, Hand, NotYet
from tests.faults.schedules.schedule import Schedule, Voter

_PAUSES_S = {"api": 0.25, "page": 0.25, "text": 1.0}


class VotersOf:
    """Everybody who votes in the schedule, and what each has sent."""

    def __init__(self, platform: Platform, schedule: Schedule, poll_id: str, codes: list[str]) -> None:
        loop = asyncio.get_running_loop()
        self._voters = {
            voter: Hand(platform, voter.name, codes[voter.number - 1], poll_id, loop.time) for voter in schedule.voters
        }
        self._is_over = asyncio.Event()

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        return tuple(one for hand in self._voters.values() for one in hand.attempts)

    def end(self) -> None:
        """Nobody tries again from now on."""
        self._is_over.set()

    async def vote(self) -> None:
        """Return when everybody has what they want, or has given up."""
        async with asyncio.TaskGroup() as group:
            for voter, hand in self._voters.items():
                group.create_task(self._vote(voter, hand))

    async def _vote(self, voter: Voter, hand: Hand) -> None:
        door = DOORS[voter.door](hand)
        await asyncio.sleep(voter.starts_at_s)
        for choices in voter.ballots:
            await self._until_settled(voter, door, choices)

    async def _until_settled(self, voter: Voter, door: Door, choices: Choices) -> None:
        while True:
            if self._is_over.is_set() or await self._is_settled(voter, door, choices):
                return
            await asyncio.sleep(_PAUSES_S[voter.door])

    async def _is_settled(self, voter: Voter, door: Door, choices: Choices) -> bool:
        sendings = 2 if voter.sends_twice else 1
        came = await asyncio.gather(*(door.cast(choices) for _ in range(sendings)), return_exceptions=True)
        for one in came:
            if isinstance(one, BaseException) and not isinstance(one, NotYet):
                raise one
        sent = [one for one in came if isinstance(one, Attempt)]
        if any(one.is_acknowledged for one in sent):
            return True
        # Whoever was refused comes again only if something may have been wrong with the moment.
        is_refused = bool(sent) and not any(one.is_in_doubt for one in sent)
        return is_refused or (bool(sent) and voter.gives_up)
