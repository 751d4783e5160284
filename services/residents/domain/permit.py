"""Permits: the right to cast a ballot, which names nobody."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Permit:
    """What the ballot box learns of a person: a pseudonym good for one poll, and the area. Of a test code, that too."""

    poll_id: UUID
    pseudonym: str
    area_id: UUID | None
    channel: str
    is_test: bool = False

    def claims(self) -> dict[str, str | bool | None]:
        """The permit as a token's claims. There is nothing else in it."""
        area = str(self.area_id) if self.area_id else None
        claims = {"poll": str(self.poll_id), "psn": self.pseudonym, "area": area, "ch": self.channel}
        return claims | ({"test": True} if self.is_test else {})


def poll_key(root: bytes, half: bytes) -> bytes:
    """The poll's key, from the root that only the settings hold and the half that only the poll's file holds."""
    return hmac.digest(root, half, hashlib.sha256)


def pseudonym(key: bytes, person_id: str) -> str:
    """The person's pseudonym in the poll with that key: 64 hexadecimal digits.

    It is made from an id that no file holds: a roll may be read in again with its numbers written in another way.
    """
    return hmac.new(key, person_id.encode(), hashlib.sha256).hexdigest()
