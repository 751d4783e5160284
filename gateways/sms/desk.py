"""Where the providers' adapters hand in what they received."""

import hmac

from fastapi import HTTPException, Request

from gateways.sms.conversation import Conversation, Reply
from gateways.sms.senders import Senders
from libs.shared.platform.running.answered import Answered


class Desk:
    """Takes texts of a provider who knows the secret, and gives each message one reply."""

    def __init__(self, secret: str, conversation: Conversation, senders: Senders) -> None:
        self._secret = secret.encode()
        self._conversation, self._senders = conversation, senders
        self._answered: Answered[Reply] = Answered()

    def admit(self, secret: str | None) -> None:
        """Nothing, if the provider knows the secret; else 401 for none and 403 for a wrong one."""
        if not secret:
            raise HTTPException(401, "The secret is missing.")
        if not hmac.compare_digest(secret.encode(), self._secret):
            raise HTTPException(403, "The secret is wrong.")

    async def receive(self, number: str, text: str | None, message_id: str | None) -> Reply:
        """The reply to the text; its own text is empty if none should be sent."""
        sender = self._senders.sender(number)
        if not message_id:
            return await self._conversation.answer(text, sender)
        # With the number: ids are the provider's, and another provider's may be the same.
        key = self._senders.hashed(f"message {message_id} of {sender.client}")
        return await self._answered.once(key, lambda: self._conversation.answer(text, sender, delivery=key))


async def desk_of(request: Request) -> Desk:
    """A dependency: the gateway's desk."""
    desk: Desk = request.app.state.desk
    return desk
