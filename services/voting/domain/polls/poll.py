"""A poll: its terms, its paper, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

from libs.shared.kernel.version import version_of
from libs.shared.kernel.workflow import Line
from services.voting.domain.polls.paper import PaperProject
from services.voting.domain.polls.roll import Roll
from services.voting.domain.polls.voting_days import VotingDays

State = Literal["drafted", "published", "open", "closed", "counting", "counted", "certified", "announced", "cancelled"]
Method = Literal["approval", "knapsack", "points", "allocation", "ranking", "for-and-against", "score"]
AreaChoice = Literal["none", "voter", "roll"]
PaperOrder = Literal["numbers", "lot", "voter"]
RuleName = Literal["score-order", "equal-shares", "bos-equal-shares", "ranked-list"]
CompletionName = Literal[
    "none", "utilitarian", "add1", "add1-exhaustive", "add1+utilitarian", "add1-exhaustive+utilitarian"
]
Ending = Literal["skip", "stop", "stop-80", "stop-part"]
Equals = Literal["cheaper", "dearer", "more-votes", "lot"]
Channel = Literal["web", "sms", "kiosk", "paper", "meeting", "phone", "questionnaire"]

A_WHOLE = 100
"""What a ballot of the method ``allocation`` shares out."""

CONFIRM_WITHDRAWAL = "confirm-withdrawal"
CONFIRM_OVERRIDE = "confirm-override"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one ballot may hold.

    Points apply to methods with points; ``max_cost_cents`` to ``knapsack``, where none is the fund's whole money;
    ``max_in_area`` and ``max_citywide`` to polls in which each area has a paper.
    """

    max_choices: int
    min_choices: int = 1
    min_points_each: int = 1
    max_points_each: int | None = None
    max_points: int | None = None
    max_cost_cents: int | None = None
    max_in_area: int | None = None
    max_citywide: int | None = None


@dataclass(frozen=True, slots=True)
class AreaMoney:
    """What is ruled of the money for an area's projects: how much is theirs first, and how much they get at most."""

    area_id: UUID
    name: str
    guaranteed_cents: int = 0
    at_most_cents: int | None = None


@dataclass(frozen=True, slots=True)
class ChannelWeight:
    """For how many a ballot counts that comes through the channel."""

    channel: Channel
    weight: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """For how many each ballot counts that came through one of the channels, as it was applied."""

    weight: int
    channels: tuple[Channel, ...]

    @property
    def name(self) -> str:
        """The channels together, as a file names them."""
        return "+".join(self.channels)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a council decides of a poll before it is published, and cannot change after.

    No term has a default here: whoever makes terms says each. ``docs/architecture.md`` has the recipe for a new one.
    """

    name: str
    method: Method
    limits: Limits
    rule: RuleName
    completion: CompletionName
    min_score: int
    comparison: bool
    whole_shares: bool
    step: int
    ending: Ending
    equals: Equals
    quorum: int
    channels: tuple[Channel, ...]
    may_replace: bool
    final_channels: tuple[Channel, ...]
    paper_order: PaperOrder
    area_choice: AreaChoice
    conflicts: tuple[tuple[UUID, ...], ...]
    area_money: tuple[AreaMoney, ...]
    weights: tuple[ChannelWeight, ...]
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Fund:
    """The money that the poll spends."""

    round_id: UUID
    fund_id: UUID
    area_id: UUID | None
    budget_cents: int
    currency: str
    spent_by: str = "vote"


@dataclass(frozen=True, slots=True)
class Override:
    """What two officers decided of a project otherwise than the count, and why."""

    is_funded: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done to the poll, with its line in the life line and what was written on its form.

    The clock has no id.
    """

    action: str
    actor_id: UUID | None
    line: Line
    fields: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Poll:
    """A poll as the database knows it.

    Args:
        as_of: The database's time when it was read.
        ballots: How many people have a ballot in the box, once it is closed.
        marked: On how many entries of the roll residents had marked then that the code was used.
        published: What was announced when it was published, as everybody knows it.
        voting_days: What a draft, and a later end, must keep to: those of its round's calendar, if that names some.
        roll: Who may vote, in figures; of a draft alone, and if there is one.
        weighing: How ballots were weighed when the box was closed, if the terms weigh them.
        is_rehearsal: Whether it tries a poll out: test codes alone vote in it, and nothing of it is real.
    """

    poll_id: UUID
    state: State
    terms: Terms
    fund: Fund
    paper: tuple[PaperProject, ...]
    as_of: datetime
    lot_commitment: str | None = None
    lot_seed: str | None = field(default=None, repr=False)
    is_sealed: bool = False
    ballots: int | None = None
    marked: int | None = None
    acts: tuple[Act, ...] = ()
    published: Mapping[str, Any] | None = None
    voting_days: VotingDays | None = None
    roll: Roll | None = None
    weighing: tuple[Weighed, ...] = ()
    is_rehearsal: bool = False

    @cached_property
    def by_number(self) -> Mapping[int, PaperProject]:
        """The paper's projects by their ballot number."""
        return {project.number: project for project in self.paper}

    @cached_property
    def of_area(self) -> Mapping[UUID, tuple[PaperProject, ...]]:
        """The paper's projects in each area that the terms name."""
        named = [area.area_id for area in self.terms.area_money]
        return {area_id: tuple(line for line in self.paper if line.area_id == area_id) for area_id in named}

    @cached_property
    def papers(self) -> Mapping[UUID, tuple[PaperProject, ...]]:
        """Where each area has a paper: the projects on each; those for the poll's whole area are on all of them."""
        if self.terms.area_choice == "none":
            return {}
        areas = dict.fromkeys(line.area_id for line in self.paper if line.area_id not in (None, self.fund.area_id))
        return {area: tuple(line for line in self.paper if line.area_id == area) for area in areas if area}

    @property
    def is_advice(self) -> bool:
        """Whether it ranks options and funds nothing."""
        return self.terms.rule == "ranked-list"

    @property
    def purse_cents(self) -> int:
        """What the projects on one ballot may cost together, where that is limited."""
        most = self.terms.limits.max_cost_cents
        return self.fund.budget_cents if most is None else most

    @cached_property
    def withdrawn(self) -> Mapping[int, str]:
        """The projects that two officers withdrew from the vote, by number, each with its public reason."""
        confirmed = [act.fields for act in self.acts if act.action == CONFIRM_WITHDRAWAL]
        return {int(fields["project"]): str(fields["reason"]) for fields in confirmed}

    @cached_property
    def overrides(self) -> Mapping[int, Override]:
        """What two officers decided otherwise than the count, by project number; of several the last holds."""
        confirmed = [act.fields for act in self.acts if act.action == CONFIRM_OVERRIDE]
        return {
            int(fields["project"]): Override(fields["decision"] == "funded", str(fields["reason"]))
            for fields in confirmed
        }

    @property
    def version(self) -> str:
        """Another one whenever something of the poll has changed that somebody could decide by."""
        return version_of(self.state, self.terms, self.fund, self.paper, len(self.acts))

    @property
    def is_public(self) -> bool:
        """Whether it was ever published."""
        return self.lot_commitment is not None

    @property
    def awaits_sealing(self) -> bool:
        """Whether nobody may cast any more, but the ballot box still holds pseudonyms."""
        return self.is_public and self.state in ("closed", "cancelled") and not self.is_sealed

    def may_have_taken_ballots(self, since: datetime, until: datetime) -> bool:
        """Whether anybody may have cast one between the moments, for all that is known of the poll."""
        published = min((act.line.at for act in self.acts if act.action == "publish"), default=until)
        ended = min((act.line.at for act in self.acts if act.action in ("close", "cancel")), default=until)
        return published < until and since < ended

    @property
    def is_early(self) -> bool:
        """Whether the time of closing has not come."""
        return self.as_of < self.terms.closes_at
