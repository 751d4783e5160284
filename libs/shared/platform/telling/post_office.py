"""Handing a mail to the council's mail server."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import default
from urllib.parse import unquote, urlsplit

from libs.shared.kernel.mail import Mail, MailWasNotTaken
from libs.shared.kernel.reaching import mail_address_for_smtp

_PATIENCE_S = 20
_PERMANENT = 500
# Folded at 78 signs, a long link would begin on a line of its own, or be encoded: RFC 5322 allows 998.
_AS_LONG_AS_IT_IS = default.clone(max_line_length=998)
_REPLIED = "auto-replied"


class PostOffice:
    """The mail server of an address such as smtp://USER:PASSWORD@HOST:PORT."""

    def __init__(self, address: str, sender: str) -> None:
        self._address, self._sender = urlsplit(address), mail_address_for_smtp(sender) or sender

    async def send(self, mail: Mail) -> None:
        """Return once the server has taken the mail.

        Raises:
            MailWasNotTaken: if it did not; ``is_final`` if it never will.
        """
        await asyncio.to_thread(self._send, self._written(mail))

    def _written(self, mail: Mail) -> EmailMessage:
        address = mail_address_for_smtp(mail.to)
        if address is None:
            raise MailWasNotTaken("this is no mail address", is_final=True)
        message = EmailMessage(_AS_LONG_AS_IT_IS)
        message["From"], message["To"], message["Subject"] = self._sender, address, mail.subject
        message["Date"] = mail.made_at
        # The same in every attempt, so that a mail sent twice is seen to be one.
        message["Message-ID"] = f"<{mail.name or mail.mail_id}@{self._sender.rpartition('@')[2]}>"
        _say_how_to_answer(message, mail)
        message.set_content(mail.text)
        message["Content-Language"] = mail.language  # whatever says of what kind the content is goes with that before
        return message

    def _send(self, message: EmailMessage) -> None:
        try:
            with self._connected() as server:
                # Nobody answers a mail without a sender, nor sends it back (RFC 3834, section 3.3).
                server.send_message(message, from_addr="" if message["Auto-Submitted"] == _REPLIED else None)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise MailWasNotTaken("the address was refused", is_final=min(codes) >= _PERMANENT) from None
        except smtplib.SMTPResponseException as answer:
            raise MailWasNotTaken(f"the server answered {answer.smtp_code}") from None
        except smtplib.SMTPNotSupportedError:  # for letters beyond A to Z before the "@"
            raise MailWasNotTaken("the server cannot send to such an address", is_final=True) from None
        except (smtplib.SMTPException, OSError) as failure:
            raise MailWasNotTaken(type(failure).__name__) from None

    def _connected(self) -> smtplib.SMTP:
        host = self._address.hostname or ""
        if self._address.scheme == "smtps":
            port = self._address.port or smtplib.SMTP_SSL_PORT
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=_PATIENCE_S, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, self._address.port or 587, timeout=_PATIENCE_S)
            self._encrypt(server)
        if self._address.username:
            server.login(unquote(self._address.username), unquote(self._address.password or ""))
        return server

    def _encrypt(self, server: smtplib.SMTP) -> None:
        """Encrypt if the server offers it. A password is never sent in the clear, whoever stands between."""
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        elif self._address.username:
            server.close()
            raise MailWasNotTaken("the server offers no encryption (STARTTLS), and the password is not sent without")


def _say_how_to_answer(message: EmailMessage, mail: Mail) -> None:
    # RFC 3834: no out-of-office answers, please
    message["Auto-Submitted"] = "auto-generated" if mail.answers is None else _REPLIED
    if mail.answers:
        message["In-Reply-To"] = message["References"] = mail.answers
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    if mail.unsubscribe:  # RFC 2369 and 8058: mail programs show a button, and a click on it is enough
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
