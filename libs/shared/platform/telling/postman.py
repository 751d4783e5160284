"""Tell by mail what waits to be told to those who left a mail address."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.mail import Mail, MailWasNotTaken
from libs.shared.kernel.telling import Telling, next_attempt
from libs.shared.kernel.words import Words, in_language, words
from libs.shared.platform.facts.journal import APPENDED
from libs.shared.platform.running import retrying
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.telling.post_office import PostOffice
from libs.shared.platform.telling.settings import TellingSettings

log = structlog.get_logger()

LINK: Words = words("More about it: {link}\n")
END: Words = words("To hear no more of it: {link}\n")

_LOOK_AGAIN = timedelta(seconds=5)


class Post(Protocol):
    """Whoever takes mail."""

    async def send(self, mail: Mail) -> None:
        """Return once the mail is taken, else raise MailWasNotTaken."""
        ...


class Tellings(Protocol):
    """Where a service keeps what waits to be told."""

    async def next_by_mail(self, session: AsyncSession, now: datetime) -> Telling | None:
        """The oldest that is due by mail, kept from other workers until the transaction ends."""
        ...

    async def finish(self, session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
        """Mark it as sent, or as done by a person."""
        ...

    async def postpone(self, session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
        """Note a failed attempt; without a next time it is staff's to tell."""
        ...


class Postman:
    """The worker that sends what waits: at least once, and under the same Message-ID if more than once."""

    def __init__(
        self,
        runtime: Runtime,
        tellings: Tellings,
        post: Post,
        public_url: str | None = None,
        *,
        to: str = "",
        first: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.name = f"{runtime.service}.postman{'-to-' if to else ''}{to}"
        self._first = first
        self._database, self._doorbell, self._clock = runtime.database, runtime.doorbell, runtime.clock
        self._tellings, self._post, self._public_url = tellings, post, public_url

    async def run(self) -> None:
        """Send until cancelled."""
        await retrying.forever(self._send_and_wait, what=self.name)

    async def _send_and_wait(self) -> None:
        rings = self._doorbell.rings(APPENDED)
        if self._first:
            await self._first()
        while await self.send_one():
            pass
        # News is made in transactions that also append to the journal, whose bell wakes us.
        await self._doorbell.wait(APPENDED, rings, _LOOK_AGAIN)

    async def send_one(self) -> bool:
        """Try to send the oldest that is due; whether there was one."""
        # Nobody reads in public what was sent: pages that are kept stay as good as they were.
        async with self._database.transaction(is_shown=False) as tx:
            telling = await self._tellings.next_by_mail(tx.session, self._clock.now())
            if telling is None:
                return False
            await self._send(telling, tx)
            return True

    async def _send(self, telling: Telling, tx: Transaction) -> None:
        now = self._clock.now()
        try:
            await self._post.send(self._as_mail(telling))
        except MailWasNotTaken as failure:
            until = None if failure.is_final else next_attempt(telling.attempts + 1, now)
            log.warning("mail not taken", telling=str(telling.telling_id), trouble=str(failure), again_at=str(until))
            await self._tellings.postpone(tx.session, telling, until, str(failure))
        else:
            await self._tellings.finish(tx.session, telling.telling_id, now)

    def _as_mail(self, telling: Telling) -> Mail:
        text, end = telling.text, None
        if self._public_url:
            base = self._public_url.rstrip("/")
            text += "\n" + in_language(LINK, telling.language).format(link=base + telling.page)
            if telling.unsubscribe:
                end = base + telling.unsubscribe
                text += in_language(END, telling.language).format(link=end)
        address, language = telling.contact.address, telling.language
        return Mail(telling.telling_id, address, telling.subject, text, language, telling.made_at, end)


def postmen(
    runtime: Runtime, tellings: Tellings, *, to: str = "", first: Callable[[], Awaitable[None]] | None = None
) -> list[Postman]:
    """The service's postman; none if no mail server is set, for then staff tell everybody.

    Args:
        runtime: What the service runs on.
        tellings: Where it keeps what waits.
        to: Whom, where a service has several: a part of the postman's name.
        first: What makes something to tell, each time before he looks.
    """
    own = TellingSettings()
    if own.smtp_url is None or own.mail_from is None:
        return []
    office = PostOffice(own.smtp_url, own.mail_from)
    return [Postman(runtime, tellings, office, own.public_url, to=to, first=first)]
