from uuid import uuid4

from sqlalchemy import text

from libs.shared.events.voting import PollPublished
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, a_turnout
from tests.support.newsroom import Newsroom
from tests.support.staff import staff_headers

DEAD_LETTERS = "/api/reporting/v1/dead-letters"


async def spoil(newsroom: Newsroom, event: PollPublished, data: str) -> None:
    """Announce the event with something else in it than its model allows."""
    async with newsroom.announcers["voting"].database.transaction() as tx:
        append = text(
            "insert into journal (event_id, type, subject, data)"
            " values (gen_random_uuid(), :type, :key, cast(:data as jsonb))"
        )
        await tx.session.execute(append, {"type": event.type, "key": event.poll_id, "data": data})


async def test_a_poison_event_is_set_aside_by_each_view_it_is_for_and_can_be_replayed(newsroom: Newsroom) -> None:
    poll = a_poll_published(uuid4(), uuid4())
    administrator = staff_headers("administrator")
    await spoil(newsroom, poll, '{"poll_id": "nonsense"}')
    await newsroom.announce(a_turnout(poll.poll_id, 11))

    async def set_aside() -> dict[str, int]:
        letters = (await newsroom.client.get(DEAD_LETTERS, headers=administrator)).json()["items"]
        found = {letter["listener"].partition(".")[0]: letter["id"] for letter in letters}
        assert found.keys() == {"turnout", "results", "open_data"}
        return found

    numbers = await eventually(set_aside)
    refused = await newsroom.client.post(f"{DEAD_LETTERS}/{numbers['turnout']}/replay", headers=administrator)
    assert (refused.status_code, refused.json()["code"]) == (409, "dead-letter-fails-again")

    async with newsroom.reporting.database.transaction() as tx:
        mended = "update dead_letters set body = jsonb_set(body::jsonb, '{data}', cast(:data as jsonb))::text"
        await tx.session.execute(text(mended), {"data": poll.model_dump_json()})
    for number in numbers.values():
        answer = await newsroom.client.post(f"{DEAD_LETTERS}/{number}/replay", headers=administrator)
        assert answer.status_code == 204, answer.text

    async def all_counted() -> None:
        assert (await newsroom.ask(f"/polls/{poll.poll_id}/turnout"))["ballots"] == 11

    await eventually(all_counted)
    assert (await newsroom.client.get(DEAD_LETTERS, headers=administrator)).json()["items"] == []
