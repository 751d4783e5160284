"""What ``services/voting`` announces: polls from draft to outcome.

Never a voter, and never a choice while a poll is open.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from libs.shared.events.envelope import Audience, Event
from libs.shared.events.poll_terms import PollTerms, RuleTerms
from libs.shared.events.reasons import ReasonReworded
from libs.shared.events.words import AreaBallots, ChannelBallots, CountedProject, Project


class _AboutAPoll(Event):
    audience: ClassVar[Audience] = "public"

    poll_id: UUID

    @property
    def key(self) -> UUID:
        return self.poll_id


class PollPublished(_AboutAPoll, PollTerms):
    """Paper, method, rule and channels of a poll are fixed from now on."""

    type: ClassVar[str] = "voting.poll-published.v1"

    round_id: UUID
    fund_id: UUID
    area_id: UUID | None = None
    budget_cents: int
    currency: str
    projects: list[Project]
    lot_commitment: str


class PollOpened(_AboutAPoll):
    """Ballots can be cast."""

    type: ClassVar[str] = "voting.poll-opened.v1"


class PollExtended(_AboutAPoll):
    """Two returning officers moved the end of an open poll on, for a public reason."""

    type: ClassVar[str] = "voting.poll-extended.v1"

    earlier_end: datetime
    closes_at: datetime
    reason: str


class ProjectWithdrawn(_AboutAPoll):
    """Two returning officers withdrew a project from an open poll, for a public reason.

    Ballots stand as they were cast; both counts skip the project.
    """

    type: ClassVar[str] = "voting.project-withdrawn.v1"

    proposal_id: UUID
    number: int
    reason: str


class TurnoutAnnounced(_AboutAPoll):
    """So many have voted: told at a full hour while the poll is open, and once more when its box is closed.

    A figure moves on when at least ten more stand behind it, at the end as well, where the sum alone holds all ballots;
    a cell that is not here has fewer, is an area where nearly all have voted, or would tell another's number. No single
    ballot is ever announced.
    """

    type: ClassVar[str] = "voting.turnout-announced.v1"

    as_of: datetime
    is_final: bool
    ballots: int
    by_channel: list[ChannelBallots]
    by_area: list[AreaBallots]


class PollClosed(_AboutAPoll):
    """No ballot can be cast any more."""

    type: ClassVar[str] = "voting.poll-closed.v1"

    ballots: int


class PseudonymsDestroyed(_AboutAPoll):
    """The ballot box was rewritten without pseudonyms, in random order."""

    type: ClassVar[str] = "voting.pseudonyms-destroyed.v1"


class PollCounted(_AboutAPoll):
    """The tally is done and waits to be certified."""

    type: ClassVar[str] = "voting.poll-counted.v1"

    ballots: int


class PollCertified(_AboutAPoll):
    """Two returning officers stand by the count."""

    type: ClassVar[str] = "voting.poll-certified.v1"


class OutcomeAnnounced(_AboutAPoll, RuleTerms):
    """What the vote funds, and how the count came to it."""

    type: ClassVar[str] = "voting.outcome-announced.v1"

    round_id: UUID
    budget_cents: int
    cost_cents: int
    currency: str
    ballots: int
    lot_seed: str
    projects: list[CountedProject]


def with_line(data: Mapping[str, Any], proposal_id: UUID, name: str, text: str) -> dict[str, Any]:
    """What tells of projects, with another text on the line of the proposal if it has such a text."""
    if "projects" not in data:
        return dict(data)
    of = str(proposal_id)
    is_its = [line["proposal_id"] == of and line.get(name) is not None for line in data["projects"]]
    lines = [line | {name: text} if its else line for line, its in zip(data["projects"], is_its, strict=True)]
    return dict(data) | {"projects": lines}


ON_A_LINE = ("withdrawn", "overridden")
"""The reasons that an outcome tells on the line of a project."""


class PollReworded(_AboutAPoll):
    """A project of the poll has another title from now on: whoever keeps the former replaces it."""

    type: ClassVar[str] = "voting.poll-reworded.v1"
    rewords: ClassVar[bool] = True

    proposal_id: UUID
    title: str

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        return with_line(data, self.proposal_id, "title", self.title)


class PollRenamed(_AboutAPoll):
    """The poll has another name from now on: whoever keeps the former replaces it. Nothing else of it changes."""

    type: ClassVar[str] = "voting.poll-renamed.v1"
    rewords: ClassVar[bool] = True

    name: str
    reason: str

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        return dict(data) | ({"name": self.name} if "name" in data else {})


class PollReasonReworded(_AboutAPoll, ReasonReworded):
    """Words of the town hall about the poll were taken down from its life line.

    With ``proposal_id`` they are about that project. An outcome has them as ``withdrawn`` or ``overridden`` on the
    project's line.
    """

    type: ClassVar[str] = "voting.poll-reason-reworded.v1"

    proposal_id: UUID | None = None

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        if self.field not in ON_A_LINE or self.proposal_id is None:
            return super().retell(event_id, data)
        return with_line(data, self.proposal_id, self.field, self.words) if event_id == self.event_id else dict(data)


class PollCancelled(_AboutAPoll):
    """The poll was called off, for a public reason."""

    type: ClassVar[str] = "voting.poll-cancelled.v1"

    reason: str
