"""A slip, one record of the ballot box, and the receipt for it."""

import hashlib
import secrets
from base64 import b32decode
from dataclasses import dataclass, field
from uuid import UUID

from libs.shared.kernel.typed_text import code_signs
from services.voting.domain.casting.ballot import Ballot
from services.voting.domain.casting.permit import Permit
from services.voting.domain.errors import NoSuchReceipt
from services.voting.domain.polls.poll import Channel

RECEIPT_BYTES = 15
_MARK_BYTES = 16
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RFC_4648 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_FROM_CROCKFORD = bytes.maketrans(_CROCKFORD.encode(), _RFC_4648)
_MISREAD = str.maketrans("OIL", "011")
_SYMBOLS = RECEIPT_BYTES * 8 // 5
_GROUPS_AT = range(100, -1, -20)
_pair = [one + two for one in _CROCKFORD for two in _CROCKFORD].__getitem__


@dataclass(frozen=True, slots=True)
class Slip:
    """One ballot in the box. It holds no time, no address, no device; nothing of it is ever shown in a log.

    ``mark`` is another one for each permit, or text message: it tells a ballot that is handed in again from one that is
    to take the other's place. Like the pseudonym it is destroyed when the poll closes.
    """

    poll_id: UUID
    pseudonym: bytes = field(repr=False)
    mark: bytes = field(repr=False)
    choices: str = field(repr=False)
    channel: Channel
    area_id: UUID | None
    nonce: bytes = field(repr=False)
    commitment: bytes = field(repr=False)


def fold(permit: Permit, ballot: Ballot, mark: bytes) -> Slip:
    """The ballot as it goes into the box, with random bytes that hide the choices behind its commitment."""
    nonce = secrets.token_bytes(32)
    choices = ballot.canonical
    commitment = commit(permit.poll_id, nonce, choices)
    return Slip(permit.poll_id, permit.pseudonym, mark, choices, permit.channel, permit.area_id, nonce, commitment)


def mark_of(poll_id: UUID, handed_in: str) -> bytes:
    """What stands for the permit, or the text message, a ballot is handed in with: another in each poll."""
    return hashlib.sha256(poll_id.bytes + handed_in.encode()).digest()[:_MARK_BYTES]


def commit(poll_id: UUID, nonce: bytes, choices: str) -> bytes:
    """SHA-256 over the poll's 16 bytes, 32 random bytes, and the canonical choices in UTF-8."""
    return hashlib.sha256(poll_id.bytes + nonce + choices.encode()).digest()


def receipt_of(commitment: bytes) -> str:
    """The commitment's first 120 bits, readable: ``K7QP-2M4X-9TRC-HJ5W-0V8N-Z3BD``."""
    number = int.from_bytes(commitment[:RECEIPT_BYTES])
    return "-".join([_pair(number >> at + 10 & 1023) + _pair(number >> at & 1023) for at in _GROUPS_AT])


def commitment_prefix(receipt: str) -> bytes:
    """The bytes with which the receipt's commitment begins. Case, blanks, dashes and misread O, I, L do not matter.

    Raises:
        NoSuchReceipt: if the text is no receipt at all.
    """
    symbols = code_signs(receipt).translate(_MISREAD)
    if len(symbols) != _SYMBOLS or not set(symbols) <= set(_CROCKFORD):
        raise NoSuchReceipt("This is not a receipt: 24 letters and digits were expected.")
    return b32decode(symbols.encode().translate(_FROM_CROCKFORD))
