import asyncio

from sqlalchemy import text

from tests.voting.support.town import VotingTown


async def backends_of_casting(town: VotingTown) -> int:
    """End every other connection to the database, as a restart would; how many there were."""
    async with town.database.transaction() as tx:
        ended = await tx.session.execute(
            text("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
            """)
        )
        return len(ended.all())


async def test_casting_goes_on_after_the_database_ended_every_connection(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    first = await asyncio.gather(*(town.cast(poll_id, f"early {n}", [1]) for n in range(30)))
    assert await backends_of_casting(town)

    answers = [await town.cast(poll_id, f"later {n}", [2]) for n in range(8)]

    assert {answer.status_code for answer in first} == {201}
    assert {answer.status_code for answer in answers} <= {201, 503}
    assert answers[-1].status_code == 201
    unsure = [answer.json()["code"] for answer in answers if answer.status_code == 503]
    assert set(unsure) <= {"ballot-box-is-out-of-reach", "service-unavailable"}
    accepted = [answer for answer in [*first, *answers] if answer.status_code == 201]
    closed = await town.act(poll_id, "close", reason="It is time.")
    if closed.status_code == 503:  # another connection that had ended
        closed = await town.act(poll_id, "close", reason="It is time.")
    assert closed.json()["ballots"] == len(accepted)
