"""A trace goes on behind an event, whichever carrier brings it."""

from collections.abc import Sequence

import pytest

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.watching import tracing
from tests.support.carriers import SOON, Carrier
from tests.support.traced import a_part, ask, names, traced_here, traces


async def test_an_event_carries_its_trace_to_whoever_applies_it(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = traced_here(monkeypatch)
    effects: list[str | None] = []

    async def hear(_: Sequence[Envelope], tx: Transaction) -> None:
        effects.append(tracing.traceparent())

    await ask(a_part(carrier.announcers["voting"]), "/ideas")
    stream = carrier.stream(sources=["voting"])
    listener = Listener("hearer", carrier.listener.database, stream, hear)
    await stream.start()
    try:
        while not await listener.listen_once(SOON):
            pass
    finally:
        await stream.aclose()

    assert "apply voting" in names(spans)
    [trace] = traces(spans)
    [effect] = effects
    assert effect
    assert effect.split("-")[1] == trace
