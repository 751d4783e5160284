"""Tell by mail what waits to be told to those who left a mail address."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.mail import Mail
from libs.shared.kernel.telling import Telling
from libs.shared.kernel.words import Words, in_language, words
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.telling import carrier
from libs.shared.platform.telling.post_office import PostOffice
from libs.shared.platform.telling.settings import TellingSettings

log = structlog.get_logger()

LINK: Words = words("More about it: {link}\n")
END: Words = words("To hear no more of it: {link}\n")


class Post(Protocol):
    """Whoever takes mail."""

    async def send(self, mail: Mail) -> None:
        """Return once the mail is taken, else raise MailWasNotTaken."""
        ...


class Tellings(carrier.Tellings, Protocol):
    """Where a service keeps what waits to be told by mail."""

    async def next_by_mail(self, session: AsyncSession, now: datetime) -> Telling | None:
        """The oldest that is due by mail, kept from other workers until the transaction ends."""
        ...


class Postman(carrier.Carrier):
    """Brings mail, under the same Message-ID if more than once."""

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
        super().__init__(runtime, tellings, name=f"postman{'-to-' if to else ''}{to}", first=first)
        self._tellings, self._post, self._public_url = tellings, post, public_url

    async def _next(self, session: AsyncSession, now: datetime) -> Telling | None:
        return await self._tellings.next_by_mail(session, now)

    async def _hand_over(self, telling: Telling) -> None:
        await self._post.send(self._as_mail(telling))

    def _note(self, telling: Telling, trouble: str, again_at: datetime | None) -> None:
        log.warning("mail not taken", telling=str(telling.telling_id), trouble=trouble, again_at=str(again_at))

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
