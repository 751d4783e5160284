"""A decision: which body resolved what about which ideas, on which day, by which paper, and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.kernel.version import version_of
from services.ideas.domain.decisions.errors import (
    DecisionIsInTheFuture,
    PaperIsNeeded,
    SittingDoesNotFit,
    SittingIsNeeded,
)
from services.ideas.domain.sittings.sitting import Sitting

ResolvingBody = Literal["council", "committee", "jury"]

WERE_HELD = ("held", "minutes_published")


@dataclass(frozen=True, slots=True)
class Result:
    """What was decided about one idea: by which action of its workflow, and where that led it.

    ``granted_cents`` is in the minor unit of the round's currency.
    """

    idea_id: UUID
    action: str
    outcome: str
    granted_cents: int | None = None
    deferred_until: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a decision rests on: its day, the number of its paper and where that is, and the public reason."""

    decided_on: date
    number: str | None
    link: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is recorded. ``correction`` is why its paper says something else than it did first."""

    decision_id: UUID
    round_id: UUID
    body: ResolvingBody
    paper: Paper
    sitting_id: UUID | None
    recorded_at: datetime
    results: tuple[Result, ...]
    corrected_at: datetime | None = None
    correction: str | None = None

    @property
    def version(self) -> str:
        """Another one whenever the decision was corrected."""
        return version_of(self)

    def demand_possible(self, sitting: Sitting | None, now: datetime, zone: ZoneInfo) -> None:
        """Nothing, if it can have been taken so.

        Raises:
            DecisionIsInTheFuture: if its day has not come on the council's clock.
            PaperIsNeeded: if the council or a committee has no paper for it.
            SittingIsNeeded: if a jury did not sit for it.
            SittingDoesNotFit: if that sitting was not held, not on that day, or by others.
        """
        if self.paper.decided_on > now.astimezone(zone).date():
            raise DecisionIsInTheFuture(self.paper.decided_on)
        if self.body != "jury" and not self.paper.number:
            raise PaperIsNeeded
        if self.body == "jury" and sitting is None:
            raise SittingIsNeeded
        if sitting and not self._was_taken_in(sitting, zone):
            raise SittingDoesNotFit

    def _was_taken_in(self, sitting: Sitting, zone: ZoneInfo) -> bool:
        is_that_day = sitting.begins_at.astimezone(zone).date() == self.paper.decided_on
        is_theirs = (sitting.body, sitting.round_id) == (self.body, self.round_id)
        return is_theirs and is_that_day and sitting.state in WERE_HELD

    def corrected(self, paper: Paper, why: str, at: datetime) -> "Decision":
        """The decision with what its paper really says. What was decided about the ideas stands."""
        return replace(self, paper=paper, correction=why, corrected_at=at)


@dataclass(frozen=True, slots=True)
class WantedDecisions:
    """Which decisions somebody looks for."""

    round_id: UUID | None = None
    idea_id: UUID | None = None
    body: ResolvingBody | None = None
