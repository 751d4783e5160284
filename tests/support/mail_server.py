"""A real mail server for tests. It keeps what it takes, and refuses what it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

TAKEN = "250 OK"


class MailServer:
    """``answers`` are given in turn to the mails that come; after them all are taken."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.senders: list[str] = []
        self.answers: list[str] = []
        self.refuses_recipients = False

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuses_recipients:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        self.recipients.append(address)
        return TAKEN

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer == TAKEN:
            self.senders.append(envelope.mail_from)
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
        return answer


@asynccontextmanager
async def a_mail_server() -> AsyncIterator[tuple[MailServer, str]]:
    """The server and its address, smtp://…, until the block ends."""
    mail = MailServer()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(mail), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield mail, f"smtp://127.0.0.1:{port}"
