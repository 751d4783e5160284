"""What a listener may rely on, whichever carrier brings the events."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest

from libs.shared.events.envelope import EventIsUnreadable
from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.platform.streams.stream import Batch, MeasurableStream
from tests.support.carriers import AT_ONCE, SOON, Carrier, read_all
from tests.support.crier import closings
from tests.support.eventually import eventually


@asynccontextmanager
async def started(stream: MeasurableStream) -> AsyncIterator[MeasurableStream]:
    await stream.start()
    try:
        yield stream
    finally:
        await stream.aclose()


def ballots_of(batches: list[Batch], poll_id: UUID) -> list[object]:
    opened = [delivery.open() for batch in batches for delivery in batch.deliveries]
    return [envelope.data["ballots"] for envelope in opened if envelope.partitionkey == str(poll_id)]  # type: ignore[index]


def places_of(batches: list[Batch]) -> list[str]:
    return [delivery.place for batch in batches for delivery in batch.deliveries]


async def test_events_of_one_key_arrive_in_the_order_in_which_they_were_announced(carrier: Carrier) -> None:
    polls = [uuid4() for _ in range(4)]
    for poll_id in polls:
        await carrier.announce("voting", *closings(poll_id, 25))

    async with started(carrier.stream()) as stream:
        batches = await read_all(stream, at_most=7)

    for poll_id in polls:
        assert ballots_of(batches, poll_id) == list(range(1, 26))


async def test_what_was_not_acknowledged_comes_again_at_the_same_place(carrier: Carrier) -> None:
    poll_id = uuid4()
    await carrier.announce("voting", *closings(poll_id, 5))
    async with started(carrier.stream()) as stream:
        before = await stream.next_batch(500, SOON)
    assert before

    async with started(carrier.stream()) as stream:
        after = await stream.next_batch(500, SOON)

    assert after
    assert places_of([after]) == places_of([before])


async def test_a_stream_that_is_started_again_forgets_what_it_had_fetched(carrier: Carrier) -> None:
    poll_id = uuid4()
    await carrier.announce("voting", *closings(poll_id, 5))
    async with started(carrier.stream()) as stream:
        first = await stream.next_batch(2, SOON)
        await stream.start()
        again = await stream.next_batch(2, SOON)

    assert first
    assert again
    assert places_of([first]) == places_of([again])


async def test_a_listener_goes_on_behind_what_it_acknowledged(carrier: Carrier) -> None:
    poll_id = uuid4()
    await carrier.announce("voting", *closings(poll_id, 5))
    async with started(carrier.stream()) as stream:
        first = await stream.next_batch(3, SOON)
        assert first
        await stream.acknowledge(first)

    async with started(carrier.stream()) as stream:
        rest = await read_all(stream)

    assert ballots_of([first, *rest], poll_id) == [1, 2, 3, 4, 5]


async def test_a_batch_holds_events_of_one_source_and_no_more_than_asked_for(carrier: Carrier) -> None:
    poll_id, idea_id = uuid4(), uuid4()
    await carrier.announce("voting", *closings(poll_id, 10))
    await carrier.announce("ideas", *(IdeaStateChanged(idea_id=idea_id, state="s", text="t") for _ in range(10)))

    async with started(carrier.stream()) as stream:
        batches = await read_all(stream, at_most=4)

    assert max(len(batch.deliveries) for batch in batches) <= 4
    for batch in batches:
        contexts = {delivery.open().type.partition(".")[0] for delivery in batch.deliveries}
        assert contexts == {batch.source}
        assert len({delivery.open().source for delivery in batch.deliveries}) == 1
    assert {batch.source for batch in batches} == {"ideas", "voting"}
    assert len(places_of(batches)) == len(set(places_of(batches))) == 20


async def test_a_source_is_heard_while_another_is_busy(carrier: Carrier) -> None:
    await carrier.announce("voting", *closings(uuid4(), 300))
    await carrier.announce("ideas", IdeaStateChanged(idea_id=uuid4(), state="accepted", text="It is public now."))

    async with started(carrier.stream()) as stream:
        heard: list[str] = []
        while "ideas" not in heard and len(heard) < 100 and (batch := await stream.next_batch(10, SOON)):
            heard.append(batch.source)
            await stream.acknowledge(batch)
            await carrier.announce("voting", *closings(uuid4(), 10))

    assert heard[-1] == "ideas"


async def test_events_that_are_announced_while_somebody_waits_arrive(carrier: Carrier) -> None:
    poll_id = uuid4()
    async with started(carrier.stream()) as stream:
        assert await stream.next_batch(10, AT_ONCE) is None

        await carrier.announce("voting", *closings(poll_id, 1))

        assert ballots_of(await read_all(stream), poll_id) == [1]


async def test_a_stream_is_at_its_head_when_all_that_was_published_is_acknowledged(carrier: Carrier) -> None:
    await carrier.announce("voting", *closings(uuid4(), 3))
    async with started(carrier.stream()) as stream:
        assert not await stream.is_at_head()
        batch = await stream.next_batch(500, SOON)
        assert batch
        assert not await stream.is_at_head()

        await stream.acknowledge(batch)

        assert await eventually(stream.is_at_head)
        await carrier.announce("voting", *closings(uuid4(), 1))
        assert not await stream.is_at_head()


async def test_a_stream_says_how_many_events_of_each_source_its_reader_lacks(carrier: Carrier) -> None:
    await carrier.announce("voting", *closings(uuid4(), 30))
    async with started(carrier.stream(sources=["voting", "ideas"])) as stream:
        batch = await stream.next_batch(10, SOON)
        assert batch
        await stream.acknowledge(batch)

        assert dict(await stream.behind()) == {"voting": 30 - len(batch.deliveries), "ideas": 0}

        await read_all(stream)
        assert dict(await stream.behind()) == {"voting": 0, "ideas": 0}


async def test_a_stream_is_read_to_where_it_ended_whatever_comes_behind(carrier: Carrier) -> None:
    await carrier.announce("voting", *closings(uuid4(), 3))
    async with started(carrier.stream()) as stream:
        ends = await stream.ends()
        assert not await stream.has_reached(ends)
        await carrier.announce("ideas", IdeaStateChanged(idea_id=uuid4(), state="accepted", text="Taken."))

        while batch := await stream.next_batch(500, SOON):
            if batch.source == "voting":
                await stream.acknowledge(batch)
                break

        assert await stream.has_reached(ends)
        assert not await stream.is_at_head()


async def test_a_stream_of_sources_that_never_said_anything_is_at_its_head(carrier: Carrier) -> None:
    async with started(carrier.stream()) as stream:
        assert await stream.is_at_head()


async def test_a_late_joiner_hears_everything_from_the_beginning(carrier: Carrier) -> None:
    poll_id = uuid4()
    await carrier.announce("voting", *closings(poll_id, 8))
    async with started(carrier.stream("first")) as stream:
        await read_all(stream)

    async with started(carrier.stream("late")) as stream:
        batches = await read_all(stream)

    assert ballots_of(batches, poll_id) == list(range(1, 9))


async def test_what_cannot_be_read_is_delivered_unopened_and_nothing_behind_it_is_held_up(carrier: Carrier) -> None:
    poll_id = uuid4()
    await carrier.announce("voting", *closings(poll_id, 1))
    await carrier.spoil("voting", str(poll_id))
    await carrier.announce("voting", *closings(poll_id, 2, first=2))

    async with started(carrier.stream()) as stream:
        deliveries = [delivery for batch in await read_all(stream) for delivery in batch.deliveries]

    with pytest.raises(EventIsUnreadable):
        deliveries[1].open()
    assert "poison" in deliveries[1].text()
    assert deliveries[2].open().subject == str(poll_id)


async def test_closing_a_stream_twice_or_before_its_start_does_no_harm(carrier: Carrier) -> None:
    stream = carrier.stream()

    await stream.aclose()
    await stream.start()
    await stream.aclose()
    await stream.aclose()

    await stream.start()
    assert await eventually(stream.is_at_head)
    await stream.aclose()
