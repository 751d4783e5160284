"""What was delivered long ago is forgotten with what it said; what waits, and what somebody is to be told, stays."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select

from libs.shared.events.voting import PollOpened
from services.reporting.storage.webhooks import deliveries as kept
from services.reporting.storage.webhooks import removed
from services.reporting.storage.webhooks.tables import DeliveryRow, QueueRow, SentEventRow, SubscriptionRow
from tests.support.eventually import eventually
from tests.support.newsroom import Newsroom
from tests.support.posting import as_heard, hear, office_of
from tests.support.receiver import OK, Received, Receiver, an_answer
from tests.support.subscribing import a_subscription, asked, deliveries


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


async def test_what_waits_for_a_deleted_webhook_is_cleared_away_afterwards_with_all_that_was_known_of_it(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    receiver.always(an_answer(500))
    made, office = await a_subscription(posting_newsroom, receiver), office_of(posting_newsroom)
    whose = UUID(made["subscription_id"])
    await hear(posting_newsroom, as_heard(PollOpened(poll_id=uuid4()), posting_newsroom))

    answer = await asked(posting_newsroom, "DELETE", f"/{whose}")

    assert answer.status_code == 204
    assert made["subscription_id"] not in (await asked(posting_newsroom, "GET")).text
    async with office.database.transaction(is_shown=False) as tx:
        await removed.clear_away(tx.session)
        tables = (SubscriptionRow, DeliveryRow, QueueRow)
        left = [await tx.session.scalar(select(func.count()).where(one.subscription_id == whose)) for one in tables]
    assert left == [0, 0, 0]
