"""The right to cast one ballot in one poll."""

from dataclasses import dataclass, field
from uuid import UUID

from services.voting.domain.polls.poll import Channel


@dataclass(frozen=True, slots=True)
class Permit:
    """What residents vouch for: one pseudonym a person in this poll, through every channel. It names nobody.

    ``is_test``: it was given for a test code, so it is good for a rehearsal and for nothing else.
    """

    poll_id: UUID
    pseudonym: bytes = field(repr=False)
    area_id: UUID | None
    channel: Channel
    is_test: bool = False
