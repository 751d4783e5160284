"""A mailbox on an IMAP server (RFC 3501, 6851): what waits in it, and where it goes once it is dealt with.

The standard library's client, in a thread: nothing of it is waited for on the loop. What waits is what lies in the
folder, read or not; a mail leaves it for another folder only when nothing is left to be done.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Literal, TypeVar
from urllib.parse import unquote, urlsplit

from gateways.mail.letter.reading import MOST_READ

Folder = Literal["commonpurse-handled", "commonpurse-unanswered"]
HANDLED: Folder = "commonpurse-handled"
UNANSWERED: Folder = "commonpurse-unanswered"
_FOLDERS: tuple[Folder, ...] = (HANDLED, UNANSWERED)
_PORT, _TLS_PORT, _PATIENCE_S = 143, 993, 30.0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WITHOUT_ENCRYPTION = "the server offers no encryption (STARTTLS), and the password is not sent without"

T = TypeVar("T")


class MailboxIsAway(OSError):
    """The mail server is away, lets nobody in, or answers what nobody understands; asking later may help."""


class Mailbox:
    """One folder of an account, connected to when it is needed. For one thread at a time."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)
        self._folder = unquote(self._address.path.strip("/")) or "INBOX"
        self._server: imaplib.IMAP4 | None = None

    def waiting(self) -> list[str]:
        """The UIDs of what lies in the folder, oldest first."""
        return self._asked(lambda server: _numbers(server.uid("SEARCH", "UNDELETED")))

    def read(self, uid: str) -> tuple[bytes, bool] | None:
        """The beginning of the mail, and whether it is marked as answered; none if it is gone."""

        def asked(server: imaplib.IMAP4) -> tuple[bytes, bool] | None:
            parts = _good(server.uid("FETCH", uid, f"(FLAGS BODY.PEEK[]<0.{MOST_READ}>)"))
            content = next((part[1] for part in parts if isinstance(part, tuple)), None)
            said = b" ".join(part[0] if isinstance(part, tuple) else part or b"" for part in parts)
            return (content, b"\\answered" in said.lower()) if content is not None else None

        return self._asked(asked)

    def was_handled(self, message_id: str, sender: str) -> bool:
        """Whether such a mail of that sender lies where those lie that are handled: this one is a second copy."""

        def asked(server: imaplib.IMAP4) -> bool:
            _good(server.select(HANDLED, readonly=True))
            try:
                wanted = ("HEADER", "Message-ID", _quoted(message_id), "FROM", _quoted(sender))
                return bool(_numbers(server.uid("SEARCH", *wanted)))
            finally:
                _good(server.select(_quoted(self._folder)))

        return self._asked(asked)

    def mark_answered(self, uid: str) -> None:
        """Note that its sender has an answer, before anything else can go wrong."""
        self._asked(lambda server: _good(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Answered)")))

    def put_away(self, uid: str, folder: Folder) -> None:
        """Move the mail to where those lie that are done."""

        def asked(server: imaplib.IMAP4) -> None:
            if "MOVE" in server.capabilities:
                _good(server.uid("MOVE", uid, folder))
                return
            _good(server.uid("COPY", uid, folder))
            _delete(server, uid)

        self._asked(asked)

    def clear(self, before: date) -> int:
        """Delete what was put away and came before the day; how many mails that were."""
        return sum(self._asked(partial(self._clear, folder=folder, before=before)) for folder in _FOLDERS)

    def close(self) -> None:
        """Hang up."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.logout()
            except (imaplib.IMAP4.error, OSError):
                server.shutdown()

    def _clear(self, server: imaplib.IMAP4, folder: Folder, before: date) -> int:
        _good(server.select(folder))
        try:
            day = f"{before.day:02}-{_MONTHS[before.month - 1]}-{before.year}"
            found = _numbers(server.uid("SEARCH", "BEFORE", day))
            if found:
                _delete(server, ",".join(found))
            return len(found)
        finally:
            _good(server.select(_quoted(self._folder)))

    def _asked(self, question: Callable[[imaplib.IMAP4], T]) -> T:
        with _as_one_kind():
            if self._server is None:
                self._server = self._connected()
            try:
                return question(self._server)
            except BaseException:
                self.close()
                raise

    def _connected(self) -> imaplib.IMAP4:
        host, context = self._address.hostname or "", ssl.create_default_context()
        if self._address.scheme == "imaps":
            port = self._address.port or _TLS_PORT
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=_PATIENCE_S)
        else:
            server = imaplib.IMAP4(host, self._address.port or _PORT, timeout=_PATIENCE_S)
            if "STARTTLS" not in server.capabilities:
                server.shutdown()
                raise MailboxIsAway(_WITHOUT_ENCRYPTION)
            server.starttls(context)
        server.login(unquote(self._address.username or ""), unquote(self._address.password or ""))
        for folder in _FOLDERS:
            server.create(folder)  # "no" if it is there
        _good(server.select(_quoted(self._folder)))
        return server


def _delete(server: imaplib.IMAP4, uids: str) -> None:
    _good(server.uid("STORE", uids, "+FLAGS.SILENT", r"(\Deleted)"))
    _good(server.uid("EXPUNGE", uids) if "UIDPLUS" in server.capabilities else server.expunge())


def _numbers(answer: tuple[str, list[bytes | tuple[bytes, bytes] | None]]) -> list[str]:
    return [number.decode() for part in _good(answer) if isinstance(part, bytes) for number in part.split()]


def _good(answer: tuple[str, list[T]]) -> list[T]:
    if answer[0] != "OK":
        raise MailboxIsAway("the mail server refused")
    return answer[1]


def _quoted(folder: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", folder) + '"'


@contextmanager
def _as_one_kind() -> Iterator[None]:
    # A server's own words may quote an address.
    try:
        yield
    except imaplib.IMAP4.error:
        raise MailboxIsAway("the mail server refused, or lets nobody in by this name and password") from None
