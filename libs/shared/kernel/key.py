"""The key that whoever sent something in holds: with it they may change it, without an account."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Self
from uuid import UUID, uuid4

from libs.shared.kernel.typed_text import code_signs

HOLDER = "holder"
"""The role of whoever holds the key."""

_KEY_BYTES = 20
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Lock:
    """What a key fits: its fingerprint. A key is 160 random bits, so nobody finds it from that."""

    fingerprint: bytes

    def fits(self, typed: str) -> bool:
        """Whether somebody holds the key, however it is typed."""
        return hmac.compare_digest(self.fingerprint, _hash(code_signs(typed).encode(errors="replace")))


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: neither it nor the submission's id stands in the database.

    It is derived from both the submission's id and a random salt. So a repeated submission is answered with the same
    key, and nobody can derive it from the id alone, nor from the database alone.
    """

    submission_hash: bytes
    salt: bytes
    lock: Lock

    @classmethod
    def made(cls, submission_id: UUID | None) -> tuple[Self, str]:
        """A new key as it is kept, and as it is given out."""
        submitted, salt = submission_id or uuid4(), secrets.token_bytes(16)
        given_out = _derived(submitted, salt)
        return cls(hash_of_submission(submitted), salt, Lock(_hash(given_out.encode()))), given_out

    def again(self, submission_id: UUID) -> str:
        """The key as it was given out for the submission."""
        return _derived(submission_id, self.salt)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever comes to the counter: their roles as staff and who they are, and the key that they show, if any."""

    roles: frozenset[str] = frozenset()
    key: str | None = None
    staff_id: UUID | None = None

    def roles_with(self, lock: Lock | None) -> frozenset[str]:
        """The roles, with that of the holder if the key fits."""
        return self.roles | {HOLDER} if lock and self.key and lock.fits(self.key) else self.roles


def in_groups(key: str) -> str:
    """The key in groups of four, to be copied by hand."""
    return " ".join(key[at : at + _GROUP] for at in range(0, len(key), _GROUP))


def hash_of_submission(submission_id: UUID) -> bytes:
    """The submission's id as it is kept."""
    return _hash(submission_id.bytes)


def _derived(submission_id: UUID, salt: bytes) -> str:
    derived = hmac.digest(salt, submission_id.bytes, hashlib.sha256)[:_KEY_BYTES]
    return base64.b32encode(derived).decode()


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
