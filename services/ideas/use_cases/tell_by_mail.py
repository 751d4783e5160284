"""Tell by mail what waits to be told to those who left a mail address."""

from datetime import timedelta
from typing import Protocol

import structlog

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.words import in_language
from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.facts.journal import APPENDED
from libs.shared.platform.running import retrying
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.mail import Mail, MailWasNotTaken
from services.ideas.domain.telling import LINK, Telling, next_attempt
from services.ideas.storage import tellings

log = structlog.get_logger()

_LOOK_AGAIN = timedelta(seconds=5)


class Post(Protocol):
    """Whoever takes mail."""

    async def send(self, mail: Mail) -> None:
        """Return once the mail is taken, else raise MailWasNotTaken."""
        ...


class Postman:
    """The worker that sends what waits: at least once, and under the same Message-ID if more than once."""

    name = "ideas.postman"

    def __init__(
        self, database: Database, doorbell: Doorbell, clock: Clock, post: Post, public_url: str | None = None
    ) -> None:
        self._database, self._doorbell, self._clock = database, doorbell, clock
        self._post, self._public_url = post, public_url

    async def run(self) -> None:
        """Send until cancelled."""
        await retrying.forever(self._send_and_wait, what=self.name)

    async def _send_and_wait(self) -> None:
        rings = self._doorbell.rings(APPENDED)
        while await self.send_one():
            pass
        # News is made in transactions that also append to the journal, whose bell wakes us.
        await self._doorbell.wait(APPENDED, rings, _LOOK_AGAIN)

    async def send_one(self) -> bool:
        """Try to send the oldest that is due; whether there was one."""
        async with self._database.transaction() as tx:
            telling = await tellings.next_by_mail(tx.session, self._clock.now())
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
            await tellings.postpone(tx.session, telling, until, str(failure))
        else:
            await tellings.finish(tx.session, telling.telling_id, now)

    def _as_mail(self, telling: Telling) -> Mail:
        text = telling.text
        if self._public_url:
            link = f"{self._public_url.rstrip('/')}/ideas/{telling.number}"
            text += "\n" + in_language(LINK, telling.language).format(link=link)
        address, language = telling.contact.address, telling.language
        return Mail(telling.telling_id, address, telling.subject, text, language, telling.made_at)
