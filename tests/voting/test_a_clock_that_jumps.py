"""The database's clock may be set wrong: polls do not open or close by a jump, and do by time that has passed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from libs.shared.platform.storage.database import Database
from services.voting.domain.believed_time import BelievedTime
from services.voting.use_cases.polls.keep_polls_on_time import ClockHasJumped, Timekeeper
from tests.voting.support.town import BASE, VotingTown

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)


@dataclass
class SetClock:
    """A clock that runs on its own, and that somebody sets ahead or back."""

    time: datetime = NOON
    seconds: float = 1000.0
    ahead: timedelta = field(default=timedelta(0))

    def passes(self, by: timedelta = timedelta(seconds=1)) -> None:
        self.time, self.seconds = self.time + by, self.seconds + by.total_seconds()

    async def tell(self, _: Database) -> datetime:
        return self.time + self.ahead

    def ticks(self) -> float:
        return self.seconds


def looks(believed: BelievedTime, clock: SetClock, seconds: int) -> list[datetime]:
    """What is believed at each look of so many seconds."""
    found = []
    for _ in range(seconds):
        found.append(believed.now(clock.time + clock.ahead, clock.seconds))
        clock.passes()
    return found


@pytest.mark.parametrize("ahead", [A_DAY, -A_DAY, timedelta(seconds=30), timedelta(days=4000)])
@pytest.mark.parametrize("seconds", [1, 8, 100])
def test_a_jump_that_is_taken_back_is_never_believed(ahead: timedelta, seconds: int) -> None:
    believed, clock = BelievedTime(), SetClock()
    looks(believed, clock, 3)

    clock.ahead = ahead
    meanwhile = looks(believed, clock, seconds)
    clock.ahead = timedelta(0)
    after = looks(believed, clock, 3)

    assert meanwhile == [NOON + timedelta(seconds=3 + second) for second in range(seconds)]
    assert after[-1] == clock.time - timedelta(seconds=1)
    assert believed.jump == timedelta(0)


def test_a_clock_that_jumps_again_and_again_is_never_believed() -> None:
    believed, clock = BelievedTime(), SetClock()
    looks(believed, clock, 1)

    for days in range(1, 20):
        clock.ahead = days * A_DAY
        found = looks(believed, clock, 60)

        assert found[-1] == clock.time - timedelta(seconds=1)


def test_a_machine_that_slept_a_day_believes_the_time_after_two_minutes() -> None:
    believed, clock = BelievedTime(), SetClock()
    looks(believed, clock, 1)

    clock.ahead = A_DAY  # the monotonic clock slept, too
    found = looks(believed, clock, 125)

    assert found[100] < NOON + A_DAY / 2
    assert found[-1] == clock.time + A_DAY - timedelta(seconds=1)


def test_a_process_that_was_frozen_while_time_passed_goes_on_at_once() -> None:
    believed, clock = BelievedTime(), SetClock()
    looks(believed, clock, 1)

    clock.passes(A_DAY)

    assert looks(believed, clock, 1) == [clock.time - timedelta(seconds=1)]


async def state_of(town: VotingTown, poll_id: UUID) -> str:
    state: str = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()["state"]
    return state


async def test_a_poll_stays_open_through_a_jump_and_closes_when_its_time_has_come(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    closes_at = datetime.now(UTC) - timedelta(hours=1)
    async with town.database.transaction() as tx:
        await tx.session.execute(text("update polls set closes_at = :at"), {"at": closes_at})
    clock = SetClock(time=closes_at - timedelta(minutes=1))
    timekeeper = Timekeeper(town.database, clock.tell, clock.ticks)
    await timekeeper.look()

    clock.ahead = A_DAY
    for _ in range(8):
        clock.passes()
        with pytest.raises(ClockHasJumped):
            await timekeeper.look()
    assert await state_of(town, poll_id) == "open"
    clock.ahead = timedelta(0)
    await timekeeper.look()
    assert await state_of(town, poll_id) == "open"
    clock.passes(timedelta(minutes=2))
    await timekeeper.look()

    assert await state_of(town, poll_id) == "closed"
