"""One run of a schedule against a platform: what happened, how soon it was itself again, and what must not be."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from commonpurse.town_hall import TownHall
from tests.faults.history.ballots import anomalies_of
from tests.faults.making.faults import make
from tests.faults.making.patience import Patience
from tests.faults.making.platform import Platform
from tests.faults.schedules.carried import Carried
from tests.faults.schedules.evidence import Evidence
from tests.faults.schedules.residents import Submitters
from tests.faults.schedules.schedule import Fault, Schedule
from tests.faults.schedules.town import Officers, Town, open_a_poll
from tests.faults.schedules.voting import VotersOf

_RECOVERY_S = {"feed": 30.0, "kafka": 60.0, "compose": 60.0}
_PATIENCE_S = 90.0
_QUIET_S = 15.0
_HEARD_WITHIN_S = 30.0
_LOOK_S = 10.0


@dataclass
class Seen:
    """What one run showed.

    Attributes:
        was_starved: it did not come to its end, and the platform had no core for much of the time: it says nothing.
        without_a_core_s: so long of its recovery the platform could have gone on, but others had the machine.
    """

    schedule: Schedule
    anomalies: list[str] = field(default_factory=list)
    came_to_its_end: bool = True
    was_starved: bool = False
    recovered_in_s: float = 0.0
    without_a_core_s: float = 0.0
    took_s: float = 0.0
    ballots: int = 0
    acknowledged: int = 0
    in_doubt: int = 0
    submissions: int = 0


class Run:
    """One schedule on one platform."""

    def __init__(self, platform: Platform, hall: TownHall, carried: Carried, schedule: Schedule) -> None:
        self._platform, self._hall, self._carried, self._schedule = platform, hall, carried, schedule
        self._seen = Seen(schedule)
        self._healed = Patience(platform, _PATIENCE_S)

    async def run(self) -> Seen:
        """Everything, from an empty poll to the last look."""
        whole = Patience(self._platform, _PATIENCE_S)
        name = f"Seed {self._schedule.seed} of {time.time_ns()}"
        try:
            town = await open_a_poll(self._hall, self._schedule, name)
            await self._play(town)
        except Exception as error:  # noqa: BLE001 - also a fault of ours is one to be told with the platform's words
            self._seen.came_to_its_end, self._seen.was_starved = False, whole.was_starved
            self._seen.anomalies.append(f"did not come to its end: {error!r}"[:600])
        self._seen.took_s = whole.passed_s
        return self._seen

    async def _play(self, town: Town) -> None:
        voters = VotersOf(self._platform, self._schedule, town.poll_id, town.codes)
        sent = Submitters(self._platform, self._hall, town, self._schedule)
        officers = Officers(self._platform, self._hall, town)
        busy = [asyncio.create_task(voters.vote()), asyncio.create_task(sent.submit())]
        try:
            await self._disturb(officers)
            await self._recover()
            await asyncio.wait(busy, timeout=1 if self._schedule.closes_amid_faults else _QUIET_S)
        finally:
            voters.end()
            sent.end()
            await asyncio.gather(*busy)
        await officers.close()
        await officers.announce()
        await self._judge(town, voters, sent)

    async def _disturb(self, officers: Officers) -> None:
        faults = asyncio.gather(*(self._let_happen(fault) for fault in self._schedule.faults))
        if self._schedule.closes_amid_faults:
            await asyncio.sleep(self._schedule.faults[-1].at_s)
            await officers.close()
        await faults

    async def _let_happen(self, fault: Fault) -> None:
        await asyncio.sleep(fault.at_s)
        heal = await make(self._platform, fault.kind, fault.target)
        await asyncio.sleep(fault.lasts_s)
        await asyncio.to_thread(heal) if fault.kind.on == "broker" else heal()
        self._healed = Patience(self._platform, _PATIENCE_S)

    async def _recover(self) -> None:
        seen, within = self._seen, _RECOVERY_S[self._platform.carrier]
        try:
            await self._until_ready()
        finally:
            seen.recovered_in_s, seen.without_a_core_s = self._healed.passed_s, self._healed.without_a_core_s
        if seen.recovered_in_s - seen.without_a_core_s > within:
            seen.anomalies.append(f"recovered in {seen.recovered_in_s:.1f} s, not within {within:.0f} s")

    async def _until_ready(self) -> None:
        while True:
            try:
                return await self._platform.wait_until_ready(_LOOK_S)
            except AssertionError:
                if self._healed.is_over:
                    raise

    async def _judge(self, town: Town, voters: VotersOf, sent: Submitters) -> None:
        async with Evidence(self._platform, self._hall, self._carried) as evidence:
            facts = await self._none_or_last(evidence.fact_anomalies)
            submissions = await self._none_or_last(lambda: evidence.submission_anomalies(town, sent))
            day = await evidence.voting_day(town, voters.attempts, may_replace=self._schedule.may_replace)
        seen = self._seen
        seen.anomalies += [*facts, *submissions, *anomalies_of(day)]
        seen.ballots = len(day.box)
        seen.acknowledged = sum(one.is_acknowledged for one in day.attempts)
        seen.submissions = sent.acknowledged
        seen.in_doubt = sum(one.is_in_doubt for one in day.attempts)

    async def _none_or_last(self, look: Callable[[], Awaitable[list[str]]]) -> list[str]:
        """What is still found when everybody has had the time to hear of everything."""
        patience = Patience(self._platform, _HEARD_WITHIN_S)
        while True:
            found = await look()
            if not found or patience.is_over:
                return found
            await asyncio.sleep(0.4)
