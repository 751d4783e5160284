"""Typed ids. All are UUIDs of version 7, whose order is roughly the order of their making."""

import secrets
import time
from typing import NewType
from uuid import UUID

RoundId = NewType("RoundId", UUID)
FundId = NewType("FundId", UUID)
AreaId = NewType("AreaId", UUID)
IdeaId = NewType("IdeaId", UUID)
ProposalId = NewType("ProposalId", UUID)
OfferId = NewType("OfferId", UUID)
PollId = NewType("PollId", UUID)
EventId = NewType("EventId", UUID)
StaffId = NewType("StaffId", UUID)

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def new_id() -> UUID:
    """A fresh UUID of version 7.

    Source: RFC 9562, section 5.7. Python 3.11 has none of its own.
    """
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    return UUID(int=milliseconds << 80 | _VERSION | (random >> 62) << 64 | _VARIANT | random & (1 << 62) - 1)
