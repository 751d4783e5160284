"""How many texts are sent at most: each costs the council money, and strangers can ask for some."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from libs.shared.kernel.reaching import digits_of_sender

MOST_TEXTS_A_DAY = 10
"""To one number; what happens beyond is told in the text of the next day."""

MOST_ASKED_FOR_A_DAY = 100
"""Texts that ask whether somebody wants to follow, in all: a form that anybody can fill in sends them."""

STOPPED_FOR = timedelta(days=365)
"""How long no form can have a number texted that has said stop. Whoever has the telephone can text again."""

_DAY_BEGINS, _DAY_ENDS = time(8), time(20)
_A_DAY = timedelta(days=1)
_COST, _BLOCK = 2**14, 8  # about 50 ms and 16 MB for one number: whoever has the table tries them slowly


def is_quiet(now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is night in the town: then no news is told by text."""
    return not _DAY_BEGINS <= now.astimezone(zone).time() < _DAY_ENDS


def may_be_texted_from(texts_sent: Sequence[datetime], now: datetime) -> datetime:
    """From when on the number may get one more text: now, unless it got the most within a day."""
    within_a_day = sorted(sent for sent in texts_sent if sent > now - _A_DAY)
    return now if len(within_a_day) < MOST_TEXTS_A_DAY else within_a_day[-MOST_TEXTS_A_DAY] + _A_DAY


def mark_of_number(number: str) -> bytes:
    """What stands for a number that said stop, once the number itself is erased."""
    digits = digits_of_sender(number).encode()
    return hashlib.scrypt(digits, salt=b"commonpurse: said stop", n=_COST, r=_BLOCK, p=1, dklen=16)
