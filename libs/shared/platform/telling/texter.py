"""Tell by text message what waits to be told to those who left a telephone number for that."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.reaching import number_to_dial
from libs.shared.kernel.telling import Telling
from libs.shared.kernel.text_message import TextMessage, TextWasNotTaken
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.telling import carrier
from libs.shared.platform.watching.metrics import TEXTS

log = structlog.get_logger()


class Provider(Protocol):
    """Whoever takes text messages."""

    async def send(self, message: TextMessage) -> None:
        """Return once the text is taken, else raise TextWasNotTaken."""
        ...


class Tellings(carrier.Tellings, Protocol):
    """Where a service keeps what waits to be told by text."""

    async def next_by_text(self, session: AsyncSession, now: datetime) -> Telling | None:
        """The oldest that is due by text, kept from other workers until the transaction ends."""
        ...


class Texter(carrier.Carrier):
    """Brings text messages: what they say is whole already, link and all."""

    def __init__(
        self,
        runtime: Runtime,
        tellings: Tellings,
        provider: Provider,
        *,
        to: str,
        first: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(runtime, tellings, name=f"texter-to-{to}", first=first)
        self._tellings, self._provider = tellings, provider

    async def _next(self, session: AsyncSession, now: datetime) -> Telling | None:
        return await self._tellings.next_by_text(session, now)

    async def _hand_over(self, telling: Telling) -> None:
        try:
            await self._provider.send(TextMessage(number_to_dial(telling.contact.address), telling.text))
        except TextWasNotTaken as failure:
            self._count("refused" if failure.is_final else "not_taken")
            raise
        self._count("taken")

    def _count(self, outcome: str) -> None:
        TEXTS.labels(self.name.partition(".")[0], outcome).inc()

    def _note(self, telling: Telling, trouble: str, again_at: datetime | None) -> None:
        log.warning("text not taken", telling=str(telling.telling_id), trouble=trouble, again_at=str(again_at))
