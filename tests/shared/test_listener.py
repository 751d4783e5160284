import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from libs.shared.events.envelope import Envelope, Event
from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.events.voting import PollClosed
from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.ids import new_id
from libs.shared.platform.facts import dead_letters, positions
from libs.shared.platform.facts.lanes import lane_of
from libs.shared.platform.facts.listener import Listener, Subscriber, TooManyDeadLetters
from libs.shared.platform.facts.subscriptions import one_by_one
from libs.shared.platform.storage.database import Transaction
from tests.support.crier import Crier, hear, heard
from tests.support.eventually import eventually
from tests.support.script import Script

POLL = uuid4()
NO_WAIT = timedelta()


def an_event(position: int, event: Event | None = None) -> bytes:
    event = event or PollClosed(poll_id=POLL, ballots=position)
    return Envelope(
        id=new_id(),
        source="voting",
        type=event.type,
        subject=str(event.key),
        time="2026-11-23T12:00:00Z",
        partitionkey=str(event.key),
        position=position,
        data=event,
    ).encode()


async def listen_to_all(crier: Crier, script: Script, subscriber: Subscriber = hear, limit: int = 100) -> None:
    listener = Listener("hearer", crier.database, script, subscriber, dead_letter_limit=limit)
    while await listener.listen_once(NO_WAIT):
        pass


class BadNews(DomainError):
    """Nobody wants to hear of 3."""

    code = "bad-news"


async def hear_no_three(envelopes: Sequence[Envelope], tx: Transaction) -> None:
    for envelope in envelopes:
        await hear([envelope], tx)
        if envelope.position == 3:
            raise BadNews("nobody wants to hear of 3")


async def somebody_waits_for_a_lock(crier: Crier) -> bool:
    async with crier.database.reading() as session:
        waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        return bool(await session.scalar(text(f"select exists ({waiting})")))


async def letters(crier: Crier) -> list[tuple[str, str]]:
    async with crier.database.reading() as session:
        return [(letter.reason, letter.body) for letter in await dead_letters.waiting(session)]


async def test_an_event_that_arrives_twice_is_applied_once(crier: Crier) -> None:
    await listen_to_all(
        crier, Script([an_event(1), an_event(2)], [an_event(1), an_event(2)], [an_event(2), an_event(3)])
    )

    assert await heard(crier.database) == [1, 2, 3]


async def test_an_event_that_stands_twice_in_one_batch_is_applied_once(crier: Crier) -> None:
    await listen_to_all(crier, Script([an_event(1), an_event(2), an_event(1), an_event(2), an_event(3)]))

    assert await heard(crier.database) == [1, 2, 3]


async def test_keys_of_different_lanes_may_arrive_in_any_order_among_each_other(crier: Crier) -> None:
    other = next(key for key in iter(uuid4, None) if lane_of(str(key)) != lane_of(str(POLL)))

    await listen_to_all(
        crier, Script([an_event(5)], [an_event(4, PollClosed(poll_id=other, ballots=1))], [an_event(5)])
    )

    assert await heard(crier.database) == [5, 4]


async def test_an_event_is_acknowledged_only_once_its_effect_is_committed(crier: Crier) -> None:
    async def fail(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        await hear(envelopes, tx)
        raise ConnectionResetError

    script = Script([an_event(1)])
    with pytest.raises(ConnectionResetError):
        await listen_to_all(crier, script, fail)

    assert script.acknowledged == []
    assert await heard(crier.database) == []
    async with crier.database.reading() as session:
        assert await positions.of_listener(session, "hearer") == {}


async def test_poison_is_set_aside_with_its_reason_and_the_rest_is_applied_in_order(crier: Crier) -> None:
    await listen_to_all(crier, Script([an_event(n) for n in range(1, 7)]), hear_no_three)

    assert await heard(crier.database) == [1, 2, 4, 5, 6]
    [(reason, body)] = await letters(crier)
    assert reason == "bad-news: nobody wants to hear of 3"
    assert Envelope.decode(body).position == 3


async def test_poison_that_comes_again_is_not_set_aside_again(crier: Crier) -> None:
    batch = [an_event(n) for n in range(1, 5)]

    await listen_to_all(crier, Script(batch, batch), hear_no_three)

    assert await heard(crier.database) == [1, 2, 4]
    assert len(await letters(crier)) == 1


@pytest.mark.parametrize(
    "poison", [b"", b"\xff\x00\x01", b"[]", b"{}", b'"text"', b"null", b'{"specversion":"2.0"}', b"{" * 5000]
)
async def test_bytes_that_are_no_event_are_set_aside(crier: Crier, poison: bytes) -> None:
    script = Script([an_event(1), poison, an_event(2)])

    await listen_to_all(crier, script)

    assert await heard(crier.database) == [1, 2]
    assert [reason.partition(":")[0] for reason, _ in await letters(crier)] == ["event-is-unreadable"]
    assert script.acknowledged == [0]


async def test_data_that_do_not_fit_their_type_are_set_aside(crier: Crier) -> None:
    misfit = an_event(2).replace(b'"ballots":2', b'"ballots":"many"')

    async def handler(fact: object, tx: Transaction) -> None: ...

    await listen_to_all(crier, Script([an_event(1), misfit]), one_by_one({PollClosed: handler}))

    [(reason, _)] = await letters(crier)
    assert reason.startswith("event-is-unreadable: ballots: ")


@pytest.mark.parametrize("what", ["a number too large", "the character NUL", "a broken constraint"])
async def test_values_that_a_table_cannot_hold_are_poison(crier: Crier, what: str) -> None:
    statement, value = {
        "a number too large": ("insert into heard (position) values (cast(:value as bigint))", 2**70),
        "the character NUL": ("insert into heard (type) values (:value)", "a\0b"),
        "a broken constraint": ("insert into heard (sequence) select max(sequence) + :value from heard", 0),
    }[what]

    async def write(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        for envelope in envelopes:
            await hear([envelope], tx)
            if envelope.position == 2:
                await tx.session.execute(text(statement), {"value": value})

    await listen_to_all(crier, Script([an_event(1), an_event(2), an_event(3)]), write)

    assert await heard(crier.database) == [1, 3]
    assert len(await letters(crier)) == 1


async def test_a_fault_of_our_own_stops_the_listener_loudly_and_moves_no_position(crier: Crier) -> None:
    async def misspelt(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        await tx.session.execute(text("insert into herd values (1)"))

    with pytest.raises(DBAPIError):
        await listen_to_all(crier, Script([an_event(1)]), misspelt)

    assert await letters(crier) == []


async def test_too_many_dead_letters_stop_the_listener(crier: Crier) -> None:
    script = Script([b"poison %d" % number for number in range(5)])

    with pytest.raises(TooManyDeadLetters, match="hearer has set aside 4 events"):
        await listen_to_all(crier, script, limit=3)

    assert len(await letters(crier)) == 4
    assert script.acknowledged == []


async def test_types_that_nobody_asked_for_are_passed_over(crier: Crier) -> None:
    asked: list[UUID] = []

    async def handler(fact: object, tx: Transaction) -> None:
        asked.append(fact.event.poll_id)  # type: ignore[attr-defined]

    event = IdeaStateChanged(idea_id=uuid4(), state="accepted", text="It is public now.")
    await listen_to_all(crier, Script([an_event(1, event), an_event(2)]), one_by_one({PollClosed: handler}))

    assert asked == [POLL]
    async with crier.database.reading() as session:
        assert await positions.of_listener(session, "hearer") == {"voting": 2}


async def test_of_twins_that_got_the_same_events_the_second_waits_and_then_shrugs(crier: Crier) -> None:
    entered, may_go_on = asyncio.Event(), asyncio.Event()

    async def slowly(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        entered.set()
        await may_go_on.wait()
        await hear(envelopes, tx)

    first = asyncio.create_task(listen_to_all(crier, Script([an_event(1), an_event(2)]), slowly))
    await entered.wait()
    second = asyncio.create_task(listen_to_all(crier, Script([an_event(1), an_event(2), an_event(3)])))
    await eventually(lambda: somebody_waits_for_a_lock(crier))
    assert await heard(crier.database) == []

    may_go_on.set()
    await asyncio.gather(first, second)

    assert await heard(crier.database) == [1, 2, 3]


async def test_twins_whose_batches_touch_lanes_in_another_order_do_not_lock_each_other_out(crier: Crier) -> None:
    keys = [uuid4() for _ in range(40)]
    batch = [an_event(n, PollClosed(poll_id=key, ballots=1)) for n, key in enumerate(keys, 1)]

    await asyncio.gather(*(listen_to_all(crier, Script(batch if twin % 2 else batch[::-1])) for twin in range(6)))

    assert len(set(await heard(crier.database))) == len(await heard(crier.database))
