"""Where mails are handed in, by a provider or out of the mailbox."""

import asyncio
import hmac

from fastapi import HTTPException, Request

from gateways.mail.conversation import IGNORED, Conversation, Outcome, counted
from gateways.mail.letter.reading import MailIsUnreadable, read_mail
from gateways.mail.senders import Senders
from libs.shared.platform.running.answered import Answered


class Desk:
    """Takes each mail once, however often it is handed in at the same time."""

    def __init__(self, secret: str, conversation: Conversation | None, senders: Senders) -> None:
        self._secret, self._conversation, self._senders = secret.encode(), conversation, senders
        self._answered: Answered[Outcome] = Answered()

    @property
    def is_open(self) -> bool:
        """Whether mails are taken here at all."""
        return self._conversation is not None

    def admit(self, secret: str | None) -> None:
        """Nothing, if the provider knows the secret; else 401 or 403, and 503 if no mail is taken here."""
        if not self.is_open:
            raise HTTPException(503, "No mail is taken here: no secret or no mail server for answers is set.")
        if not secret:
            raise HTTPException(401, "The secret is missing.", {"WWW-Authenticate": "Basic"})
        if not hmac.compare_digest(secret.encode(), self._secret):
            raise HTTPException(403, "The secret is wrong.")

    async def receive(self, content: bytes, *, is_answered: bool = False) -> Outcome:
        """What came of the mail with these bytes; a mail that nobody can read is ignored."""
        assert self._conversation is not None
        conversation = self._conversation
        try:
            letter = await asyncio.to_thread(read_mail, content)
        except MailIsUnreadable:
            return counted(IGNORED)
        key = str(self._senders.submission_of(letter))
        return await self._answered.once(key, lambda: conversation.answer(letter, is_answered=is_answered))


async def desk_of(request: Request) -> Desk:
    """A dependency: the gateway's desk."""
    desk: Desk = request.app.state.desk
    return desk
