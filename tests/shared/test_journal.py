import asyncio
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text

from libs.shared.events.voting import PollClosed, PollOpened
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.journal import APPENDED
from libs.shared.platform.facts.relay import Relay
from tests.support.crier import Crier, closings, positions_given, working
from tests.support.eventually import eventually


async def test_events_of_a_transaction_that_fails_are_not_announced(crier: Crier) -> None:
    async def fail() -> None:
        async with crier.database.transaction() as tx:
            tx.announce(PollOpened(poll_id=uuid4()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    async with crier.database.reading() as session:
        assert await session.scalar(text("select count(*) from journal")) == 0


async def test_what_goes_in_comes_out_in_the_order_of_announcing(crier: Crier) -> None:
    poll_id = uuid4()
    await crier.announce(*closings(poll_id, 40))

    async with working(a_relay(crier)):
        await eventually(lambda: are_given(crier, 40))

    async with crier.database.reading() as session:
        found = await journal.read_after(session, "voting", 10, 20)
    assert [envelope.position for envelope in found] == list(range(11, 31))
    assert [envelope.data for envelope in found] == [
        {"poll_id": str(poll_id), "ballots": number} for number in range(11, 31)
    ]
    assert {(one.source, one.type, one.subject) for one in found} == {("voting", PollClosed.type, str(poll_id))}


async def test_positions_are_gapless_though_transactions_commit_out_of_their_order(crier: Crier) -> None:
    early, late = uuid4(), uuid4()
    connection = await asyncpg.connect(crier.database.url)
    transaction = connection.transaction()
    await transaction.start()
    insert = "insert into journal (event_id, type, subject, data) values (gen_random_uuid(), 'x', $1, '{}')"
    await connection.execute(insert, early)
    await crier.announce(PollOpened(poll_id=late))

    async with working(a_relay(crier)):
        await eventually(lambda: are_given(crier, 1))
        await transaction.commit()
        await eventually(lambda: are_given(crier, 2))
    await connection.close()

    async with crier.database.reading() as session:
        in_order = [envelope.subject for envelope in await journal.read_after(session, "voting", 0, 10)]
        by_sequence = list(await session.scalars(text("select subject::text from journal order by sequence")))
    assert in_order == [str(late), str(early)]
    assert by_sequence == [str(early), str(late)]


async def test_a_reader_misses_nothing_while_many_write_at_once(crier: Crier) -> None:
    writers, each = 8, 25

    async def write() -> None:
        for number in range(each):
            async with crier.database.transaction() as tx:
                await journal.append(tx.session, [PollOpened(poll_id=uuid4())])
                await tx.session.execute(text("select pg_sleep(:s)"), {"s": number % 5 / 200})

    async def read() -> list[int]:
        seen: list[int] = []
        while len(seen) < writers * each:
            rings = crier.runtime.doorbell.rings(journal.POSITIONED)
            async with crier.database.reading() as session:
                found = await journal.read_after(session, "voting", seen[-1] if seen else 0, 50)
            seen += [envelope.position for envelope in found]
            if not found:
                await crier.runtime.doorbell.wait(journal.POSITIONED, rings, timedelta(seconds=1))
        return seen

    async with working(a_relay(crier)):
        seen, *_ = await asyncio.wait_for(asyncio.gather(read(), *(write() for _ in range(writers))), 60)

    assert seen == list(range(1, writers * each + 1))


async def test_of_two_relays_one_works_and_the_other_takes_over_when_the_first_loses_its_session(crier: Crier) -> None:
    first, second = a_relay(crier), a_relay(crier)
    async with working(first, second):
        await crier.announce(PollOpened(poll_id=uuid4()))
        await eventually(lambda: are_given(crier, 1))
        [holder] = await holders_of_the_lock(crier)

        async with crier.database.transaction() as tx:
            await tx.session.execute(text("select pg_terminate_backend(:pid)"), {"pid": holder})
        await crier.announce(PollOpened(poll_id=uuid4()), PollOpened(poll_id=uuid4()))

        await eventually(lambda: are_given(crier, 3))
        assert await positions_given(crier.database) == [1, 2, 3]
        assert holder not in await eventually(lambda: holders_of_the_lock(crier))


async def test_a_relay_finds_what_no_bell_has_told_it_of(crier: Crier) -> None:
    async with working(a_relay(crier)):
        await eventually(lambda: holders_of_the_lock(crier))
        async with crier.database.transaction() as tx:
            await tx.session.execute(
                text(
                    "insert into journal (event_id, type, subject, data)"
                    " values (gen_random_uuid(), 'x', gen_random_uuid(), '{}')"
                )
            )

        await eventually(lambda: are_given(crier, 1))


async def test_a_doorbell_whose_line_was_cut_rings_again_soon(crier: Crier) -> None:
    doorbell = crier.runtime.doorbell
    await eventually(lambda: doorbell.rings(APPENDED) > 0)
    async with crier.database.transaction() as tx:
        await tx.session.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                " and pid <> pg_backend_pid()"
            )
        )
    rings = doorbell.rings(APPENDED)

    await eventually(lambda: doorbell.rings(APPENDED) > rings)
    again = doorbell.rings(APPENDED)
    await crier.announce(PollOpened(poll_id=uuid4()))

    await doorbell.wait(APPENDED, again, timedelta(seconds=10))
    assert doorbell.rings(APPENDED) > again


async def test_an_idle_relay_writes_nothing(crier: Crier) -> None:
    async with working(a_relay(crier)):
        await crier.announce(PollOpened(poll_id=uuid4()))
        await eventually(lambda: are_given(crier, 1))
        before = await versions_of_the_mark(crier)
        asked = await doorbell_timeouts(crier)

        assert asked
        assert await versions_of_the_mark(crier) == before


async def versions_of_the_mark(crier: Crier) -> object:
    async with crier.database.reading() as session:
        return await session.scalar(text("select xmin from relay_mark"))


async def doorbell_timeouts(crier: Crier) -> bool:
    """Two of the relay's own looks have passed."""
    doorbell = crier.runtime.doorbell
    await doorbell.wait(APPENDED, doorbell.rings(APPENDED), timedelta(seconds=2.2))
    return True


def a_relay(crier: Crier) -> Relay:
    return Relay("voting", crier.database, crier.runtime.doorbell)


async def are_given(crier: Crier, count: int) -> bool:
    return len(await positions_given(crier.database)) == count


async def holders_of_the_lock(crier: Crier) -> list[int]:
    async with crier.database.reading() as session:
        found = await session.scalars(
            text(
                "select pid from pg_locks where locktype = 'advisory' and granted"
                " and database = (select oid from pg_database where datname = current_database())"
            )
        )
        return list(found)
