"""What a mail says, whatever program wrote it, and whatever is wrong with it."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from gateways.mail.letter.automatic import why_automatic
from gateways.mail.letter.charsets import decoded
from gateways.mail.letter.html import text_of_html
from gateways.mail.letter.own_words import own_words
from libs.shared.kernel.reaching import read_mail_address
from libs.shared.kernel.typed_text import clean_line, clean_text

MOST_READ = 1_000_000
"""Bytes of a mail that are read: words come first, and what hangs on behind them is not kept anyway."""
_MOST_PARTS, _MOST_HEADERS, _LONGEST_HEADER = 100, 20, 2000
_LONGEST_HTML = 250_000
_MESSAGE_ID = re.compile(r"<[^<>\s\"\\]{1,250}>")
# A long line goes on behind white space (RFC 5322, 2.2.3), which decode_header takes for the end of a word.
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_ANSWERING = re.compile(r"^(?:\s*(?:re|aw|antwort|fw|fwd|wg)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_ADDRESS_IN_BRACKETS = re.compile(r"\[((?:\d{1,3}\.){3}\d{1,3}|(?:IPv6:)?[0-9a-fA-F:]{3,45})\]")
_TO = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it was read.

    Attributes:
        sender: the address that it says it comes from; none if it says none, or several.
        to: the addresses that it went to.
        message_id: its own, ``<…>`` and all.
        answers: the Message-IDs of the mails that it answers.
        subject: without ``Re:`` and the like.
        attachments: how many there are, as far as was read.
        why_automatic: by which sign a machine wrote it.
        network: of the server that handed it in, if that is known.
    """

    sender: str | None = field(repr=False)
    to: tuple[str, ...] = field(repr=False)
    message_id: str | None = field(repr=False)
    answers: tuple[str, ...] = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    attachments: int
    why_automatic: str | None
    network: str | None = field(repr=False)


class MailIsUnreadable(Exception):
    """No program could read it: its parts are nested beyond measure, or it is no mail at all."""


def read_mail(content: bytes) -> Letter:
    """What the mail says; of a long one what its first million bytes do.

    Raises:
        MailIsUnreadable: if nobody could tell.
    """
    try:
        mail = message_from_bytes(content[:MOST_READ])
        return _letter(mail)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as wrong:
        raise MailIsUnreadable(type(wrong).__name__) from None


def _letter(mail: Message) -> Letter:
    sender, subject = _sender(mail), header(mail, "subject")
    text, attachments = _text(mail)
    return Letter(
        sender,
        tuple(address for name in _TO for address in _addresses(mail, name)),
        next(iter(_ids(mail, "message-id")), None),
        (*_ids(mail, "in-reply-to"), *_ids(mail, "references")),
        _ANSWERING.sub("", subject),
        clean_text(own_words(text)),
        attachments,
        why_automatic(mail, sender, subject),
        _network(mail),
    )


def header(mail: Message, name: str) -> str:
    """The header in one clean line, its encoded words read; empty if there is none."""
    # As it came: the library has given up on letters that no header may hold, and programs send all the same.
    raw = next((str(value) for header, value in mail.raw_items() if header.lower() == name), "")[:_LONGEST_HEADER]
    try:
        parts = decode_header(_FOLD.sub("", raw))
    except ValueError:
        return clean_line(raw)
    return clean_line("".join(_said(part, charset) for part, charset in parts))


def _said(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, bytes):
        return decoded(part, charset)
    return part.encode(errors="surrogateescape").decode(errors="replace")


def _sender(mail: Message) -> str | None:
    # A name may hold anything; two senders would be two people, and who is to be answered?
    found = _addresses(mail, "from")
    return read_mail_address(found[0]) if len(found) == 1 else None


def _addresses(mail: Message, name: str) -> list[str]:
    given = [str(value)[:_LONGEST_HEADER] for value in mail.get_all(name, [])[:_MOST_HEADERS]]
    return [address for _, address in getaddresses(given) if "@" in address]


def _ids(mail: Message, name: str) -> list[str]:
    return _MESSAGE_ID.findall(str(mail.get(name, ""))[-_LONGEST_HEADER:])


def _network(mail: Message) -> str | None:
    """What our own server wrote of whoever handed the mail in: its line is the first, the others anybody may write."""
    found = _ADDRESS_IN_BRACKETS.search(str(mail.get("received", ""))[:_LONGEST_HEADER])
    return found[1].removeprefix("IPv6:") if found else None


def _text(mail: Message) -> tuple[str, int]:
    """The words, plain rather than HTML, and how many attachments there are."""
    plain: list[str] = []
    html: list[str] = []
    attachments = 0
    for number, part in enumerate(mail.walk()):
        if number > _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart():
            attachments += kind == "message/rfc822"
        elif kind not in {"text/plain", "text/html"} or part.get_content_disposition() == "attachment":
            attachments += 1
        else:
            (plain if kind == "text/plain" else html).append(_words(part))
    said = "\n".join(plain)
    return (said if said.strip() or not html else text_of_html("\n".join(html)[:_LONGEST_HTML])), attachments


def _words(part: Message) -> str:
    content, charset = part.get_payload(decode=True), part.get_param("charset")
    said = decoded(content if isinstance(content, bytes) else b"", charset if isinstance(charset, str) else None)
    return said.replace("\x00", "")
