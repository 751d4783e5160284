"""A subscription: who wants to be told what, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.reporting.domain.webhooks.attempts import Failing

AT_MOST = 200
"""Subscriptions of an installation: each has connections of its own, so that none waits for another."""
STAFF = "staff"
_INTEGRATOR = "integrator:"


def owned_by(integrator_id: UUID) -> str:
    """How the owner is called that an integrator is."""
    return f"{_INTEGRATOR}{integrator_id}"


def page_of(owner: str, subscription_id: UUID) -> str:
    """Where whoever manages the subscription finds it: an integrator in their account, staff among theirs."""
    below = "/developers/account" if owner.startswith(_INTEGRATOR) else "/staff"
    return f"{below}/webhooks/{subscription_id}"


@dataclass(frozen=True, slots=True)
class Manager:
    """Whoever manages subscriptions: their own, or, as administrator, all."""

    owner: str
    reads_all: bool
    sees_all: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to subscribe to. No types: all that they may read; no round: every one."""

    name: str
    url: str
    types: Sequence[str] = ()
    round_id: UUID | None = None
    contact: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as it stands."""

    subscription_id: UUID
    owner: str
    name: str
    url: str
    types: Sequence[str]
    reads_all: bool
    round_id: UUID | None
    contact: str | None
    made_at: datetime
    off_at: datetime | None
    off_because: str | None
    failing: Failing

    @property
    def integrator_id(self) -> UUID | None:
        """Whose it is; none if it is the council's own."""
        return UUID(self.owner.removeprefix(_INTEGRATOR)) if self.owner.startswith(_INTEGRATOR) else None

    def wants(self, event_type: str, audience: str, round_id: UUID | None, at: datetime) -> bool:
        """Whether it is told an event of the type, about the round, of that moment."""
        if at < self.made_at or not (self.reads_all or audience == "public"):
            return False
        if self.types and event_type not in self.types:
            return False
        return self.round_id is None or self.round_id == round_id
