"""What was delivered long ago is forgotten with what it said; what waits, and what somebody is to be told, stays."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from libs.shared.events.voting import PollOpened
from services.reporting.storage.webhooks import deliveries as kept
from services.reporting.storage.webhooks.tables import SentEventRow, SubscriptionRow
from tests.support.eventually import eventually
from tests.support.newsroom import Newsroom
from tests.support.posting import as_heard, hear, office_of
from tests.support.receiver import OK, Received, Receiver, an_answer
from tests.support.subscribing import a_subscription, deliveries


async def test_a_delivered_event_is_forgotten_and_one_that_waits_is_not(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    office = office_of(posting_newsroom)
    async with office.database.transaction(is_shown=False) as tx:
        await tx.session.execute(delete(SubscriptionRow))  # of other tests: nobody else is to be told
    made = await a_subscription(posting_newsroom, receiver)
    taken, refused = [as_heard(PollOpened(poll_id=uuid4()), posting_newsroom) for _ in range(2)]

    async def all_but_one(request: Received) -> bytes:
        return an_answer(400) if request.event["id"] == str(refused.id) else OK

    receiver.reply = all_but_one
    await hear(posting_newsroom, taken, refused)

    async def each_was_tried() -> None:
        assert {one["state"] for one in await deliveries(posting_newsroom, made)} == {"delivered", "failing"}

    await eventually(each_was_tried)
    async with office.database.transaction(is_shown=False) as tx:
        await kept.forget(tx.session, office.clock.now() + timedelta(minutes=1))
        last = await kept.forget_events(tx.session, kept.FIRST)
        left = set(await tx.session.scalars(select(SentEventRow.event_id)))
        again = await kept.forget_events(tx.session, UUID(int=2**128 - 1))

    assert [one["event_id"] for one in await deliveries(posting_newsroom, made)] == [str(refused.id)]
    assert refused.id in left
    assert taken.id not in left
    assert last >= max(taken.id, refused.id)
    assert again == kept.FIRST, "it begins anew"
