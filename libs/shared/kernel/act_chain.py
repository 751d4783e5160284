"""The chain of the act log: each entry names the digest of the one before, so none can be changed or taken out.

The encoding is documented in ``docs/act-log.md``, for whoever checks a chain with a program of their own.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

BEGINNING = "0" * 64
"""What the first entry names in place of the digest of the one before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: when, by whose account, what, on what, how it ended, and from where. Never a word that was typed.

    ``staff`` is an account's id, ``at`` a time in UTC to the microsecond as ``moment`` writes it.
    """

    service: str
    number: int
    at: str
    staff: str | None
    what: str
    on: str
    outcome: str
    client: str | None
    previous: str

    @property
    def digest(self) -> str:
        """SHA-256 of the entry's canonical encoding, in hexadecimal digits."""
        return hashlib.sha256(self.encoded).hexdigest()

    @property
    def encoded(self) -> bytes:
        """JSON in UTF-8 with its keys in order, no blanks, and no character escaped that need not be."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain went when somebody looked. Kept elsewhere, it proves that nothing before it was changed since."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a check: the chain's head, and the first thing that is wrong with it, if one is."""

    head: Head
    fault: str | None = None


def moment(at: datetime) -> str:
    """The time as entries have it: 2026-11-28T17:04:09.000120Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check(entries: Iterable[tuple[Entry, str]], remembered: Head | None = None) -> Checked:
    """Whether the entries, each with the digest that stands beside it, are one whole chain from its beginning.

    With a head that was remembered, also whether the chain still holds it.
    """
    head = Head(0, BEGINNING)
    was_met = remembered is None or remembered.number == 0
    for entry, digest in entries:
        if fault := _fault(entry, digest, head):
            return Checked(head, fault)
        head = Head(entry.number, digest)
        if remembered and remembered.number == head.number:
            if remembered != head:
                return Checked(head, f"entry {head.number} is another one than when it was last looked at")
            was_met = True
    if not was_met and remembered:
        return Checked(head, f"entries are missing at the end: there were {remembered.number}, there are {head.number}")
    return Checked(head)


def _fault(entry: Entry, digest: str, before: Head) -> str | None:
    expected = before.number + 1
    if entry.number != expected:
        return f"entry {expected} is missing, or not in its place: entry {entry.number} stands there"
    if entry.previous != before.digest:
        return f"entry {entry.number} does not follow the one before it: one of the two was changed or exchanged"
    if entry.digest != digest:
        return f"entry {entry.number} was changed: its digest is another one"
    return None
