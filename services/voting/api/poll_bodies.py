"""Polls over the wire."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from libs.shared.kernel.words import in_language
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.typed import Line
from libs.shared.platform.api.workflow_bodies import LineBody, life_line
from services.voting.domain.checks import Check, checks_of
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
    name: Line
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
    """A check before publishing, in the reader's language."""

    name: str
    is_met: bool
    words: str

    @classmethod
    def of(cls, check: Check, language: Language) -> Self:
        return cls(name=check.name, is_met=check.is_met, words=in_language(check.words, language))


class PollBody(BaseModel):
    """A poll. ``checks`` are there while it is drafted, ``lot_seed`` once its outcome is announced.

    Send its ``version`` as ``If-Match`` with an action, or a changed draft, that was decided by it.
    """

    poll_id: UUID
    version: str
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
            version=poll.version,
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
            checks=[CheckBody.of(check, language) for check in checks_of(poll)],
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
