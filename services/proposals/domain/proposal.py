"""A proposal: an idea made decidable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from libs.shared.kernel.location import Location
from libs.shared.kernel.own_words import OwnWords
from services.proposals.domain.sheet import Sheet

_IS_TO_BE_READ = ("submitted", "changes_requested")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands now. While it ``says_as_idea`` it has the words of the idea that it was.

    ``language`` is that in which whoever sent it in is told of it; what was an idea is told of as that.
    ``refused_by`` is who of the staff refused it last, and ``appeal`` what whoever proposed it said against that.
    """

    proposal_id: UUID
    number: str
    round_id: UUID
    fund_id: UUID
    title: str
    summary: str
    submitted_at: datetime
    state: str
    state_since: datetime
    idea_id: UUID | None = None
    idea_number: str | None = None
    area_id: UUID | None = None
    place: str | None = None
    cost_cents: int | None = None
    committed_cents: int = 0
    needs: str | None = None
    criterion: str | None = None
    reason: str | None = None
    poll_id: UUID | None = None
    is_public: bool = False
    says_as_idea: bool = False
    location: Location | None = None
    refused_by: UUID | None = None
    appeal: str | None = None
    sheet: Sheet | None = None
    language: str = "en"
    photos_changed_at: datetime | None = None

    @property
    def done_once(self) -> tuple[str, ...]:
        """What was done with it of what can be done once."""
        return () if self.appeal is None else ("appeal",)

    @property
    def takes_photos(self) -> bool:
        """Whether its proposer may add photos: as long as nobody but staff sees it, and staff are yet to read it."""
        return self.state in _IS_TO_BE_READ and not self.is_public

    @property
    def own_words(self) -> OwnWords:
        """What the proposal says."""
        return OwnWords(self.title, self.summary, self.place, self.location)

    @property
    def said_in_public(self) -> OwnWords | None:
        """What everybody may read of it."""
        return self.own_words if self.is_public else None

    @property
    def council_cost_cents(self) -> int | None:
        """What the council pays: the cost without what others have committed."""
        return None if self.cost_cents is None else max(0, self.cost_cents - self.committed_cents)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which proposals somebody looks for, in which order. No states mean any."""

    states: Sequence[str] = ()
    round_ids: Sequence[UUID] = ()
    fund_id: UUID | None = None
    area_id: UUID | None = None
    words: str = ""
    order: Literal["newest", "oldest"] = "newest"
    is_public: bool | None = None
