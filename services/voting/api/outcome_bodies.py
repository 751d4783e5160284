"""Outcomes over the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from libs.shared.events.poll_terms import RuleTerms
from services.voting.domain.polls.paper import LineKind
from services.voting.domain.polls.poll import Channel, Method


class CountedProjectBody(BaseModel):
    """What the count says of one project, and why."""

    proposal_id: UUID
    number: int
    title: str
    cost_cents: int
    area_id: UUID | None
    kind: LineKind = Field(default="project", description="A project, or an option of a poll that funds nothing.")
    saving_cents: int | None = Field(default=None, description="What a saving would save. It is not counted.")
    score: int
    ballots: int
    is_funded: bool
    place: int | None
    missing_cents: int | None
    without_cents: int | None = Field(
        default=None, description="Of a project that is funded in part: how much of its cost it is funded without."
    )
    withdrawn: str | None = None
    overridden: str | None = Field(
        default=None, description="Why two officers decided otherwise than the count, if they did; the verdict is its."
    )
    unweighted_score: int | None = Field(
        default=None, description="Where ballots count by their channel: its score if each counted once."
    )
    unweighted_is_funded: bool | None = Field(default=None, description="Whether it would be funded then.")
    verdict: str
    effective_votes: float | None
    explanation: str


class TieBody(BaseModel):
    """Projects that stood equal, and what decided."""

    round: int
    tied: list[int]
    chosen: int
    decided_by: str
    stage: str = ""


class StepBody(BaseModel):
    """One turn of the count. ``price`` and ``missing`` are exact fractions of the minor unit: ``12/7``."""

    round: int
    project: int
    verdict: str
    phase: str
    score: int
    price: str | None
    missing: str | None
    reason: str
    stage: Annotated[str, Field(description="The area whose guaranteed money was counted; none: the rest, or all.")] = (
        ""
    )


class ComparedBody(BaseModel):
    """How many voters have more of their projects funded under the one rule than under the other."""

    prefer_equal_shares: int
    prefer_score_order: int


class ReachedBody(BaseModel):
    """Of those who voted, the share in percent with at least one funded project of theirs: between these two.

    They are the same where it may be told, and null where few have one, or few have none, so that nothing may be told.
    """

    least_percent: int | None
    most_percent: int | None


class ReachedByChannelBody(ReachedBody):
    """The share of those who voted through a channel."""

    channel: str


class ReachedByAreaBody(ReachedBody):
    """The share of those who voted from an area."""

    area_id: UUID


class ReachedPartsBody(BaseModel):
    """Whom the outcome reaches. The published ballots do not name channel or area, so this is all that is told."""

    by_channel: list[ReachedByChannelBody]
    by_area: list[ReachedByAreaBody]


class WeightGroupBody(BaseModel):
    """Channels whose ballots count for so many, and how many ballots came through them together."""

    weight: int
    channels: list[Channel]
    ballots: int


class UnweightedBody(BaseModel):
    """The outcome if each ballot counted once, by the same rule: the winners in the order of their selection."""

    cost_cents: int
    winners: list[int]
    ties: int


class WeighingBody(BaseModel):
    """How ballots were weighed, where the poll's terms weigh them by channel.

    A weight that fewer than 50 ballots had was not applied. Scores, voters and supporters of the outcome are in
    ``votes``: a ballot of weight two is two. ``ballots`` are people.
    """

    groups: list[WeightGroupBody]
    votes: int
    unweighted: UnweightedBody


class OptionBody(BaseModel):
    """What everybody gave to one option, nothing being nought; of a ranking, the first place has most points.

    Decimals are rounded half up, ``rounded`` is the mean as a whole number. Whoever gave it more than nothing named it.
    """

    project: str
    place: int
    mean: str
    median: str
    lower_quartile: str
    upper_quartile: str
    deviation: str
    rounded: str
    named: int


class AgreementBody(BaseModel):
    """The options in the order of their means, and Kendall's W, corrected for equals: from 0, no common order, to 1.

    Where each area had a paper there is no W: voters did not put the same options in order.
    Ballots are as they count: one of weight two is two of ``votes``.
    """

    votes: int
    concordance: str | None
    projects: list[OptionBody]


class DifferencesOfAnOptionBody(BaseModel):
    """The share in percent that sets store by an option, and that of each large group, in tens, between two bounds."""

    number: int
    percent: int
    by_channel: list[ReachedByChannelBody]
    by_area: list[ReachedByAreaBody]


class DifferencesBody(BaseModel):
    """How channels and areas differ, of the first twelve options.

    One sets store by what one gives more than an even part of 100, or one of the first three places, or else any point
    or a vote for it. Of a group is told where 50 at least voted there and 50 elsewhere.
    """

    projects: list[DifferencesOfAnOptionBody]


class NotKeptBody(BaseModel):
    """A published term that an outcome does not keep, for two officers decided otherwise than the count.

    `at-most`: projects in an area get more than its most; `conflict`: more than one of a group is funded;
    `min-score`: a project has a lower score than it needs; `quorum`: something is funded although too few took part.
    """

    term: Literal["at-most", "conflict", "min-score", "quorum"]
    numbers: list[int] = Field(description="The projects on the paper that it is about.")
    area: str | None = Field(description="Of `at-most`, the area under its name in the terms.")
    bound: int = Field(description="What the term says: minor units, projects of a group, a score, people.")
    found: int = Field(description="What it is in the outcome.")


class OutcomeBody(RuleTerms):
    """The outcome, with all that is needed to follow the count."""

    poll_id: UUID
    is_rehearsal: bool = Field(description="Whether nothing of this is real: test codes alone have voted.")
    round_id: UUID
    fund_id: UUID
    name: str
    method: Method
    rule_name: str
    budget_cents: int
    cost_cents: int
    currency: str
    ballots: int
    lot_seed: str
    lot_commitment: str
    endowment_cents: str | None
    added_units: int
    compared: ComparedBody | None = Field(
        default=None,
        description="Where the poll asked for the comparison. If more prefer score order, its outcome is the poll's.",
    )
    weighing: WeighingBody | None = None
    projects: list[CountedProjectBody]
    reached: ReachedPartsBody | None = None
    agreement: AgreementBody | None = Field(default=None, description="Where ballots have marks: how far they agree.")
    differences: DifferencesBody | None = None
    not_kept: list[NotKeptBody] = Field(
        default_factory=list, description="Where officers decided otherwise than the count: the terms that this breaks."
    )
    ties: list[TieBody]
    trace: list[StepBody]
    stories: Annotated[
        dict[str, Any], Field(description="How winners were paid for, where losers' support went, whom it reached.")
    ]
