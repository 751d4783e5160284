"""A service's table from event to handler, as one subscriber."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from libs.shared.events.addresses import announced_by
from libs.shared.events.envelope import Envelope, Event, read
from libs.shared.platform.facts.listener import Fact, Subscriber
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.database import Transaction

Handler = Callable[[Fact[Any], Transaction], Awaitable[None]]
Subscriptions = Mapping[type[Event], Handler]
Unheard = Mapping[str, Sequence[type[Event]]]
"""Events of the services that somebody listens to which it does not hear, by the reason why."""


def source_of(event: type[Event]) -> ServiceName:
    """The service that announces the event."""
    return cast("ServiceName", announced_by(event.type))


def sources_of(events: Sequence[type[Event]]) -> list[ServiceName]:
    """The services that announce the events, each once."""
    return sorted({source_of(event) for event in events})


def as_fact(envelope: Envelope, model: type[Event]) -> Fact[Any]:
    """The envelope, opened and read as the event that the model declares."""
    return Fact(read(envelope, model), envelope.source, envelope.position, envelope.time)


def one_by_one(subscriptions: Subscriptions) -> Subscriber:
    """A subscriber that hands each event to its handler; types that the table lacks are passed over."""
    by_type = {model.type: (model, handler) for model, handler in subscriptions.items()}

    async def subscriber(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        for envelope in envelopes:
            if envelope.type in by_type:
                model, handler = by_type[envelope.type]
                await handler(as_fact(envelope, model), tx)

    return subscriber


def shown_as(edition: str, heard: Iterable[type[Event]], subscriber: Subscriber) -> Subscriber:
    """The subscriber, whose batch moves the edition if it holds any event that is heard."""
    types = {event.type for event in heard}

    async def showing(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        if any(envelope.type in types for envelope in envelopes):
            tx.show(edition)
        await subscriber(envelopes, tx)

    return showing
