"""What goes over the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from libs.shared.platform.languages import Language
from libs.shared.platform.workflow_bodies import LineBody, life_line
from services.voting.domain.checks import checks_of
from services.voting.domain.poll import Channel, CompletionName, Limits, Method, Poll, RuleName, State, Terms

Whole = Annotated[int, Field(ge=0, le=1_000_000)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]


class LimitsBody(BaseModel):
    """What one ballot may hold."""

    model_config = ConfigDict(from_attributes=True)

    min_choices: Whole = 1
    max_choices: Number
    min_points_each: Whole = 1
    max_points_each: Number | None = None
    max_points: Number | None = None


class DraftBody(BaseModel):
    """A poll as it is wished."""

    round_id: UUID
    fund_id: UUID
    name: Annotated[str, Field(min_length=1, max_length=200)]
    method: Method
    limits: LimitsBody
    rule: RuleName
    completion: CompletionName = "none"
    channels: Annotated[list[Channel], Field(max_length=7)]
    may_replace: bool = True
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    numbers: dict[UUID, Number] = {}
    submission_id: UUID | None = None

    def terms(self) -> Terms:
        return Terms(
            name=self.name,
            method=self.method,
            limits=Limits(**self.limits.model_dump()),
            rule=self.rule,
            completion=self.completion,
            channels=tuple(dict.fromkeys(self.channels)),
            may_replace=self.may_replace,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
        )


class ProjectBody(BaseModel):
    """One line of the paper."""

    model_config = ConfigDict(from_attributes=True)

    proposal_id: UUID
    number: int
    title: str
    cost_cents: int
    area_id: UUID | None


class CheckBody(BaseModel):
    """A check before publishing."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    is_met: bool
    words: str


class PollBody(BaseModel):
    """A poll. ``checks`` are there while it is drafted, ``lot_seed`` once its outcome is announced."""

    poll_id: UUID
    round_id: UUID
    fund_id: UUID
    area_id: UUID | None
    name: str
    state: State
    method: Method
    limits: LimitsBody
    rule: RuleName
    completion: CompletionName
    channels: list[Channel]
    may_replace: bool
    budget_cents: int
    currency: str
    projects: list[ProjectBody]
    opens_at: datetime
    closes_at: datetime
    lot_commitment: str | None
    lot_seed: str | None
    ballots: int | None
    checks: list[CheckBody]
    life_line: list[LineBody]

    @classmethod
    def of(cls, poll: Poll, language: Language) -> Self:
        terms, fund = poll.terms, poll.fund
        return cls(
            poll_id=poll.poll_id,
            round_id=fund.round_id,
            fund_id=fund.fund_id,
            area_id=fund.area_id,
            name=terms.name,
            state=poll.state,
            method=terms.method,
            limits=LimitsBody.model_validate(terms.limits),
            rule=terms.rule,
            completion=terms.completion,
            channels=list(terms.channels),
            may_replace=terms.may_replace,
            budget_cents=fund.budget_cents,
            currency=fund.currency,
            projects=[ProjectBody.model_validate(line) for line in poll.paper],
            opens_at=terms.opens_at,
            closes_at=terms.closes_at,
            lot_commitment=poll.lot_commitment,
            lot_seed=poll.lot_seed if poll.state == "announced" else None,
            ballots=poll.ballots,
            checks=[CheckBody.model_validate(check) for check in checks_of(poll)],
            life_line=life_line([act.line for act in poll.acts], language),
        )


class CountBody(BaseModel):
    """How far a count has come. ``of`` is null where nobody knows how much there will be.

    ``objections`` are those of the second count, or why the count could not be finished; then the poll is closed again.
    """

    model_config = ConfigDict(from_attributes=True)

    stage: Literal["waiting", "first-count", "second-count", "explanation"]
    done: int
    of: int | None
    objections: list[str]


class PollsBody(BaseModel):
    """A page of polls."""

    items: list[PollBody]
    total: int
    page: int
    pages: int


class BallotBody(BaseModel):
    """A ballot: ``choices`` in an approval poll, ``points`` by number in a points poll."""

    permit: Annotated[str, Field(max_length=2000)]
    choices: Annotated[list[Whole], Field(max_length=1000)] | None = None
    points: (
        Annotated[dict[Whole, Annotated[int, Field(ge=-1_000_000, le=1_000_000)]], Field(max_length=1000)] | None
    ) = None


class ChoiceBody(BaseModel):
    """One line of a cast ballot."""

    number: int
    title: str
    points: int | None = None


class CastBody(BaseModel):
    """What a voter gets: the receipt, and what was counted."""

    poll_id: UUID
    receipt: str
    is_replacement: bool
    choices: list[ChoiceBody]


class ReceiptBody(BaseModel):
    """Where a ballot is."""

    status: Literal["in-the-box", "replaced", "counted"]


class CountedProjectBody(BaseModel):
    """What the count says of one project, and why."""

    proposal_id: UUID
    number: int
    title: str
    cost_cents: int
    area_id: UUID | None
    score: int
    ballots: int
    is_funded: bool
    place: int | None
    missing_cents: int | None
    verdict: str
    effective_votes: float | None
    explanation: str


class TieBody(BaseModel):
    """Projects that stood equal, and what decided."""

    round: int
    tied: list[int]
    chosen: int
    decided_by: str


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


class OutcomeBody(BaseModel):
    """The outcome, with all that is needed to follow the count."""

    poll_id: UUID
    round_id: UUID
    fund_id: UUID
    name: str
    method: Method
    rule: RuleName
    completion: CompletionName
    rule_name: str
    budget_cents: int
    cost_cents: int
    currency: str
    ballots: int
    lot_seed: str
    lot_commitment: str
    endowment_cents: str | None
    added_units: int
    projects: list[CountedProjectBody]
    ties: list[TieBody]
    trace: list[StepBody]
    stories: Annotated[
        dict[str, Any], Field(description="How winners were paid for, where losers' support went, whom it reached.")
    ]
