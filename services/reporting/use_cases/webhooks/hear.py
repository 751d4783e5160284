"""Let what is heard wait for whoever subscribed to it, in the transaction that keeps how far it was heard."""

from collections.abc import Sequence

from libs.shared.events.envelope import Envelope
from libs.shared.kernel.clock import Clock
from libs.shared.platform.facts.listener import Subscriber
from libs.shared.platform.storage.database import Transaction
from services.reporting.storage.webhooks import rounds, subscriptions, waiting, words
from services.reporting.use_cases.webhooks.told import TOLD

LISTENER = "webhooks"
"""No view's name: it has no generations, and is never built anew."""


def hearing(clock: Clock) -> Subscriber:
    """The subscriber of the webhooks' listener."""

    async def hear(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        told = [one for one in envelopes if one.type in TOLD]
        # What waits already is mended first: the news that mend it say themselves what may be read.
        await words.retell(tx.session, told)
        round_of = await rounds.learned(tx.session, told)
        subscribed = await subscriptions.active(tx.session)
        found = [
            (one.subscription_id, envelope)
            for envelope in told
            for one in subscribed
            if one.wants(envelope.type, TOLD[envelope.type].audience, round_of.get(envelope.id), envelope.time)
        ]
        if found:
            await waiting.add(tx.session, found, clock.now())
            await subscriptions.ring(tx.session)

    return hear
