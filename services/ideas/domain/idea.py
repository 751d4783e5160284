"""An idea: what a resident wants, in their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from libs.shared.kernel.location import Location
from libs.shared.kernel.own_words import OwnWords

IntakeChannel = Literal["web", "api", "mail", "sms", "letter", "phone", "desk", "meeting"]

CHANNELS_FOR_ALL: tuple[IntakeChannel, ...] = ("web", "api", "mail", "sms")


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea as it stands now.

    ``due_at`` is the last moment at which the next step is in time. ``done_once`` names what was done with it of what
    can be done once, and ``refused_by`` is who of the staff refused it last. ``appeal`` is what whoever suggested it
    said against that.
    """

    idea_id: UUID
    number: str
    round_id: UUID
    title: str
    text: str
    area_id: UUID | None
    place: str | None
    channel: IntakeChannel
    language: str
    submitted_at: datetime
    state: str
    state_since: datetime
    fund_id: UUID | None = None
    proposal_id: UUID | None = None
    proposal_number: str | None = None
    criterion: str | None = None
    reason: str | None = None
    is_public: bool = False
    location: Location | None = None
    workflow: str = "ballot-budget"
    workflow_version: int = 1
    due_at: datetime | None = None
    done_once: Sequence[str] = ()
    refused_by: UUID | None = None
    appeal: str | None = None
    appealed_at: datetime | None = None
    photos_changed_at: datetime | None = None

    @property
    def workflow_key(self) -> tuple[str, int]:
        """The workflow by which the idea goes, and the version that it began with."""
        return self.workflow, self.workflow_version

    @property
    def is_a_proposal(self) -> bool:
        """Whether the idea was handed over to become a proposal, whatever has become of that."""
        return self.fund_id is not None

    @property
    def appeal_waits(self) -> bool:
        """Whether it stands where the appeal brought it: nobody has decided yet."""
        return self.appealed_at is not None and self.appealed_at == self.state_since

    @property
    def own_words(self) -> OwnWords:
        """What the idea says."""
        return OwnWords(self.title, self.text, self.place, self.location)

    @property
    def said_in_public(self) -> OwnWords | None:
        """What everybody may read of it."""
        return self.own_words if self.is_public else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ideas somebody looks for, in which order. No states mean any."""

    states: Sequence[str] = ()
    round_ids: Sequence[UUID] = ()
    area_id: UUID | None = None
    words: str = ""
    order: Literal["newest", "oldest"] = "newest"
    is_public: bool | None = None
