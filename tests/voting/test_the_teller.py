import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from libs.shared.platform.running import retrying
from services.voting.clients.counting_room import CountingRoom, CountingRoomWasClosed
from services.voting.domain.counting.announcement import Published
from services.voting.domain.counting.count_progress import Progress
from services.voting.domain.errors import CountCannotBeFinished, CountsDisagree
from services.voting.domain.polls.poll import Poll
from services.voting.use_cases.counting.count_boxes import count_boxes
from services.voting.use_cases.polls.read_polls import read_poll
from tests.support.eventually import eventually
from tests.support.staff import staff_headers
from tests.voting.support.town import BASE, GRACE, Body, VotingTown

Ballots = Sequence[tuple[str, int, int]]
Tell = Callable[[Progress], Awaitable[None]]


class ABusyRoom:
    """A counting room that says how far it has come, and waits there until it is let go on."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self.told, self.go_on = progress, asyncio.Event(), asyncio.Event()

    async def count(self, poll: Poll, ballots: Ballots, tell: Tell) -> Published:
        await tell(self._progress)
        self.told.set()
        await self.go_on.wait()
        return await CountingRoom().count(poll, ballots, tell)


class AnUnhappyRoom:
    """A counting room in which every count ends so."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def count(self, poll: Poll, ballots: Ballots, tell: Tell) -> Published:
        raise self._error


async def a_box_to_count(town: VotingTown) -> UUID:
    """A closed box with three ballots, handed over to the teller."""
    poll_id = await town.open_poll(rule="equal-shares", completion="add1")
    for person, choices in enumerate([[1, 2], [1], [3, 4]]):
        await town.cast(poll_id, f"person {person}", choices)
    await town.must(poll_id, "close")
    assert (await town.act(poll_id, "count")).json()["state"] == "counting"
    return poll_id


async def progress_of(town: VotingTown, poll_id: UUID) -> Body:
    answer = await town.client.get(f"{BASE}/polls/{poll_id}/count", headers=staff_headers("returning-officer"))
    body: Body = answer.json()
    return body


async def poll_of(town: VotingTown, poll_id: UUID) -> Body:
    body: Body = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()
    return body


async def counts_announced(town: VotingTown) -> list[Body]:
    return [data for kind, data in await town.events() if kind == "voting.poll-counted.v1"]


async def test_officers_see_how_far_a_count_has_come_and_everyone_else_can_go_on(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)
    waiting = await progress_of(town, poll_id)
    room = ABusyRoom(Progress("second-count", 3, 12))
    counting = asyncio.create_task(count_boxes(town.database, room))
    await room.told.wait()

    amid, poll = await progress_of(town, poll_id), await poll_of(town, poll_id)
    another = await town.open_poll()
    cast = await town.cast(another, "ann", [1])
    room.go_on.set()
    await counting

    assert (waiting["stage"], waiting["done"]) == ("waiting", 0)
    assert amid == {"stage": "second-count", "done": 3, "of": 12, "objections": []}
    assert (poll["state"], cast.status_code) == ("counting", 201)
    counted = await poll_of(town, poll_id)
    assert counted["state"] == "counted"
    assert [(line["text"], line["by"]) for line in counted["life_line"]][-2:] == [
        ("The count began.", "A returning officer"),
        ("The ballots were counted, and a second count agrees.", "The counting program"),
    ]


async def test_progress_is_for_staff_and_there_is_none_before_somebody_asks_for_the_count(town: VotingTown) -> None:
    poll_id = await town.open_poll()

    nobody = await town.client.get(f"{BASE}/polls/{poll_id}/count")
    early = await progress_of(town, poll_id)

    assert nobody.status_code == 401
    assert early["code"] == "poll-is-not-counted"


async def test_a_count_that_the_second_one_does_not_confirm_is_set_aside_and_can_be_made_again(
    town: VotingTown,
) -> None:
    poll_id = await a_box_to_count(town)

    await count_boxes(town.database, AnUnhappyRoom(CountsDisagree(["the winners cost 80"])))
    disputed, objections = await poll_of(town, poll_id), await progress_of(town, poll_id)
    early = await town.act(poll_id, "certify")
    await town.must(poll_id, "count")

    assert disputed["state"] == "closed"
    assert disputed["life_line"][-1]["text"].startswith("The second count did not confirm the first.")
    assert objections["objections"] == ["the winners cost 80"]
    assert early.json()["code"] == "state-has-changed"
    assert (await poll_of(town, poll_id))["state"] == "counted"
    assert (await progress_of(town, poll_id))["objections"] == []
    assert len(await counts_announced(town)) == 1


async def test_a_count_that_cannot_be_finished_says_so_and_goes_back_to_the_officers(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)

    await count_boxes(town.database, AnUnhappyRoom(CountCannotBeFinished("MemoryError")))

    poll = await poll_of(town, poll_id)
    assert poll["state"] == "closed"
    assert (
        poll["life_line"][-1]["text"]
        == "The count could not be finished. All ballots are kept; they are counted again."
    )
    assert (await progress_of(town, poll_id))["objections"] == ["MemoryError"]
    assert await counts_announced(town) == []


async def test_a_box_is_counted_once_by_however_many_tellers(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)
    room = ABusyRoom(Progress("first-count"))
    one = asyncio.create_task(count_boxes(town.database, room))
    await room.told.wait()

    await asyncio.gather(
        *(count_boxes(town.database, AnUnhappyRoom(AssertionError("counted twice"))) for _ in range(3))
    )
    room.go_on.set()
    await one
    await count_boxes(town.database, AnUnhappyRoom(AssertionError("counted again")))

    assert await counts_announced(town) == [{"poll_id": str(poll_id), "ballots": 3}]


async def test_a_counting_process_that_is_killed_costs_nothing_but_time(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)

    with pytest.raises(CountingRoomWasClosed) as failure:
        await asyncio.gather(count_boxes(town.database, CountingRoom()), kill_at_first_sight())
    assert retrying.passes(failure.value)
    assert (await poll_of(town, poll_id))["state"] == "counting"
    assert await counts_announced(town) == []

    await count_boxes(town.database, CountingRoom())

    assert (await poll_of(town, poll_id))["state"] == "counted"
    assert len(await counts_announced(town)) == 1


async def test_a_count_that_is_ended_from_outside_each_time_goes_back_to_the_officers(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)
    dark = AnUnhappyRoom(CountingRoomWasClosed("killed"))

    for _ in range(5):
        with pytest.raises(CountingRoomWasClosed):
            await count_boxes(town.database, dark)
    before = await poll_of(town, poll_id)
    await count_boxes(town.database, dark)
    after, told = await poll_of(town, poll_id), await progress_of(town, poll_id)
    again = await town.must(poll_id, "count")

    assert (before["state"], after["state"], again["state"]) == ("counting", "closed", "counting")
    assert told["objections"] == ["it was ended from outside 5 times, perhaps for want of memory"]
    assert (await poll_of(town, poll_id))["state"] == "counted"


async def test_a_count_that_is_called_off_leaves_no_process_behind(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)
    begun = asyncio.Event()

    async def note(_: Progress) -> None:
        begun.set()

    poll = await read_poll(poll_id, town.database, with_drafts=True)
    many = [(f"{1 + n % 5}", 1, 1) for n in range(200_000)]
    counting = asyncio.create_task(CountingRoom().count(poll, many, note))
    await begun.wait()

    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)

    assert await eventually(lambda: not processes_that_count())


async def test_the_room_tells_each_stage_in_turn(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)
    told: list[str] = []

    async def note(progress: Progress) -> None:
        told.append(progress.stage)

    poll = await read_poll(poll_id, town.database, with_drafts=True)
    outcome = await CountingRoom().count(poll, [("1,2", 2, 1), ("3,4", 1, 1), ("", 1, 1)], note)

    assert list(dict.fromkeys(told)) == ["first-count", "second-count", "explanation"]
    assert outcome["ballots"] == 4


async def test_ballots_that_the_tally_cannot_read_are_refused_by_name_and_not_quoted(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)
    poll = await read_poll(poll_id, town.database, with_drafts=True)

    async def ignore(_: Progress) -> None: ...

    with pytest.raises(CountCannotBeFinished) as failure:
        await CountingRoom().count(poll, [("4711", 1, 1)], ignore)

    assert failure.value.why == "KeyError"
    assert "4711" not in str(failure.value)


async def test_whoever_certifies_waits_until_the_count_is_made(town: VotingTown) -> None:
    poll_id = await a_box_to_count(town)

    amid = await town.act(poll_id, "certify", by=GRACE)
    again = await town.act(poll_id, "count")
    receipt = await town.client.get(f"{BASE}/polls/{poll_id}/outcome")

    assert {answer.json()["code"] for answer in (amid, again)} == {"state-has-changed"}
    assert receipt.json()["code"] == "outcome-is-not-announced"


async def kill_at_first_sight() -> None:
    """Kill the process that counts while it still puts its tools on the table."""
    (process,) = await eventually(processes_that_count)
    os.kill(process, signal.SIGKILL)


def processes_that_count() -> list[int]:
    """The counting processes of this test's own process."""
    mine = [task / "children" for task in Path("/proc/self/task").iterdir()]
    children = [int(pid) for file in mine for pid in file.read_text().split()]
    return [pid for pid in children if b"counting_process" in Path(f"/proc/{pid}/cmdline").read_bytes()]
