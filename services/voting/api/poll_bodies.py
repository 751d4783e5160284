"""Polls over the wire."""

from typing import Annotated, Literal, Self, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, field_validator

from libs.shared.events.poll_terms import PollTerms
from libs.shared.events.words import AreaMoney, BallotLimits, Channel, ChannelWeight
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.words import in_language
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.typed import Line
from libs.shared.platform.api.workflow_bodies import LineBody, life_line
from services.voting.domain.polls.check import Check
from services.voting.domain.polls.checks import checks_of
from services.voting.domain.polls.paper import LineKind, Option, OptionKind, PaperProject
from services.voting.domain.polls.poll import CompletionName, Poll, State, Terms
from services.voting.use_cases.polls.published_terms import published_terms

Whole = Annotated[int, Field(ge=0, le=1_000_000)]
Cents = Annotated[int, Field(ge=0, le=10**15)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
_TERMS = TypeAdapter(Terms)
_MOST_GROUPS = 500
REHEARSAL = "Whether it tries a poll out: test codes alone vote in it, and nothing of it is real."
Thing = TypeVar("Thing", Channel, UUID)


def _each_once(things: list[Thing]) -> list[Thing]:
    return list(dict.fromkeys(things))


Group = Annotated[list[UUID], Field(max_length=_MOST_GROUPS), AfterValidator(_each_once)]


class LimitsBody(BallotLimits):
    """What one ballot may hold."""

    min_choices: Whole = 1
    max_choices: Number
    min_points_each: Whole = 1
    max_points_each: Number | None = None
    max_points: Number | None = None
    max_cost_cents: Cents | None = None
    max_in_area: Number | None = None
    max_citywide: Number | None = None


class AreaMoneyBody(AreaMoney):
    """An area's money, within its bounds."""

    name: Line
    guaranteed_cents: Cents = 0
    at_most_cents: Cents | None = None


class NewOption(BaseModel):
    """A service, a policy or a saving that a poll asks about without funding anything."""

    option_id: UUID = Field(default_factory=new_id, description="Its id; left out, it gets one.")
    title: Line
    kind: OptionKind
    saving_cents: Annotated[int, Field(ge=1, le=10**15)] | None = Field(
        default=None, description="Of a saving, what it would save, in minor units. It is shown, and not counted."
    )
    area_id: UUID | None = Field(default=None, description="The area that it is about; none: the whole town.")

    def option(self) -> Option:
        """The option as the domain knows it."""
        return Option(**self.model_dump())


class DraftBody(PollTerms):
    """A poll as it is wished: its terms within their bounds, and what it is about."""

    round_id: UUID
    fund_id: UUID
    name: Line
    limits: LimitsBody
    completion: CompletionName = "none"
    channels: Annotated[list[Channel], Field(max_length=7), AfterValidator(_each_once)]
    may_replace: bool = True
    conflicts: Annotated[list[Group], Field(max_length=_MOST_GROUPS)] = Field(default_factory=list)
    area_money: Annotated[tuple[AreaMoneyBody, ...], Field(max_length=_MOST_GROUPS)] = ()
    weights: Annotated[tuple[ChannelWeight, ...], Field(max_length=7)] = ()
    final_channels: Annotated[list[Channel], Field(max_length=7), AfterValidator(_each_once)] = Field(
        default_factory=list
    )
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    numbers: dict[UUID, Number] = Field(default_factory=dict)
    options: Annotated[list[NewOption], Field(max_length=_MOST_GROUPS)] = Field(
        default_factory=list, description="What a poll with the rule `ranked-list` asks about, in the paper's order."
    )
    submission_id: UUID | None = None

    @field_validator("options")
    @classmethod
    def _each_has_its_id(cls, options: list[NewOption]) -> list[NewOption]:
        if len({option.option_id for option in options}) < len(options):
            raise ValueError("Two options have the same option_id: give each its own, or leave them out.")
        return options

    def terms(self) -> Terms:
        """The wished terms, whole."""
        return _TERMS.validate_python(self.model_dump())


class RehearsalBody(BaseModel):
    """A wish to rehearse a poll. Sent again with the same id, there is one rehearsal."""

    submission_id: UUID | None = None


class ProjectBody(BaseModel):
    """One line of the paper."""

    model_config = ConfigDict(from_attributes=True)

    proposal_id: UUID
    number: int
    title: str
    cost_cents: int
    area_id: UUID | None
    kind: LineKind = Field(description="A project; or an option of a poll that funds nothing, and what it is.")
    saving_cents: int | None = Field(description="What a saving would save, in minor units. It is not counted.")
    withdrawn: str | None = Field(default=None, description="Why it was withdrawn from the open vote, if it was.")


class CheckBody(BaseModel):
    """A check before publishing, in the reader's language.

    ``asks_for_a_look``: it hinders nothing, but is rarely meant.
    """

    name: str
    is_met: bool
    asks_for_a_look: bool
    words: str

    @classmethod
    def of(cls, check: Check, language: Language) -> Self:
        words = in_language(check.words, language)
        return cls(name=check.name, is_met=check.is_met, asks_for_a_look=check.asks_for_a_look, words=words)


class PollBody(PollTerms):
    """A poll. ``checks`` are there while it is drafted, ``lot_seed`` once its outcome is announced.

    Send its ``version`` as ``If-Match`` with an action, or a changed draft, that was decided by it.
    """

    poll_id: UUID
    is_rehearsal: bool = Field(description=REHEARSAL)
    version: str
    round_id: UUID
    fund_id: UUID
    area_id: UUID | None
    state: State
    budget_cents: int
    currency: str
    projects: list[ProjectBody]
    lot_commitment: str | None
    lot_seed: str | None
    ballots: int | None
    checks: list[CheckBody]
    life_line: list[LineBody]

    @classmethod
    def of(cls, poll: Poll, language: Language) -> Self:
        fund = poll.fund
        return cls(
            **published_terms(poll.terms).model_dump(),
            poll_id=poll.poll_id,
            is_rehearsal=poll.is_rehearsal,
            version=poll.version,
            round_id=fund.round_id,
            fund_id=fund.fund_id,
            area_id=fund.area_id,
            state=poll.state,
            budget_cents=fund.budget_cents,
            currency=fund.currency,
            projects=[_project(poll, line) for line in poll.paper],
            lot_commitment=poll.lot_commitment,
            lot_seed=poll.lot_seed if poll.state == "announced" else None,
            ballots=poll.ballots,
            checks=[CheckBody.of(check, language) for check in checks_of(poll)],
            life_line=life_line([act.line for act in poll.acts], language),
        )


def _project(poll: Poll, line: PaperProject) -> ProjectBody:
    return ProjectBody.model_validate(line).model_copy(update={"withdrawn": poll.withdrawn.get(line.number)})


class CountBody(BaseModel):
    """How far a count has come. ``of`` is null where nobody knows how much there will be.

    ``objections`` are those of the second count, or why the count could not be finished; then the poll is closed again.
    """

    model_config = ConfigDict(from_attributes=True)

    stage: Literal["waiting", "first-count", "second-count", "explanation"]
    done: int
    of: int | None
    objections: list[str]
