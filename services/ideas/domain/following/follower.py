"""Somebody who wants to hear what becomes of an idea or a proposal, or of the ideas of an area or a round."""

import base64
import binascii
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.kernel.contact import Contact, ContactKind
from libs.shared.kernel.typed_text import code_signs

About = Literal["idea", "proposal", "area", "round"]
Pace = Literal["at_once", "daily", "weekly"]

MOST_FOLLOWED = 200
"""What one address can follow."""

MOST_LINKS_A_DAY = 3
"""How often a day an address is sent a mail because somebody typed it into a form."""

UNCONFIRMED_FOR = timedelta(days=7)
"""How long an address is kept that nobody has confirmed."""

_SECRET_BYTES = 20
_SECRET_BYTES_IN_A_TEXT = 10
_MORNING = time(7)
_A_DAY, _MONDAY = timedelta(days=1), 0


@dataclass(frozen=True, slots=True)
class Follower:
    """Whoever reads at an address. The secret opens what they follow; it is in every mail to them, and nowhere else."""

    follower_id: UUID
    contact: Contact
    language: str
    pace: Pace
    secret: bytes = field(repr=False)
    links_sent: Sequence[datetime] = ()

    @property
    def page(self) -> str:
        """The path of the page where they see and change what they follow."""
        return f"/following/{as_key(self.secret)}"

    def may_be_sent_a_link(self, now: datetime) -> bool:
        """Whether one more mail may go to the address that nobody behind it has asked for, as far as we know."""
        return sum(sent > now - _A_DAY for sent in self.links_sent) < MOST_LINKS_A_DAY


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be followed; an idea or a proposal has a number. A proposal that was an idea is that idea."""

    about: About
    about_id: UUID
    round_id: UUID
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that somebody follows: what it is called today, where it is, and whether they have confirmed it."""

    follow_id: UUID
    about: About
    about_id: UUID
    round_id: UUID
    name: str
    number: str | None
    is_confirmed: bool
    words: str | None = None


def new_secret(kind: ContactKind) -> bytes:
    """160 random bits, 80 for a link in a text, which must be short: nobody guesses either through a page."""
    return secrets.token_bytes(_SECRET_BYTES_IN_A_TEXT if kind == "phone" else _SECRET_BYTES)


def as_key(secret: bytes) -> str:
    """The secret as it stands in a link."""
    return base64.b32encode(secret).decode()


def as_secret(typed: str) -> bytes | None:
    """The secret that a link held; none if it held something else."""
    try:
        read = base64.b32decode(code_signs(typed).upper().encode("ascii"))
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return None
    return read if len(read) in (_SECRET_BYTES, _SECRET_BYTES_IN_A_TEXT) else None


def told_until(now: datetime, zone: ZoneInfo) -> Mapping[Pace, datetime]:
    """Up to when what has happened is to be told now: at once, or since seven in the council's morning."""
    local = now.astimezone(zone)
    day = local.date() if local.time() >= _MORNING else local.date() - _A_DAY
    monday = day - _A_DAY * ((day.weekday() - _MONDAY) % 7)
    today, this_week = (datetime.combine(each, _MORNING, zone) for each in (day, monday))
    return {"at_once": now + _A_DAY, "daily": today, "weekly": this_week}
