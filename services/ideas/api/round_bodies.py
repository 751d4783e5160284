"""Rounds as they are sent in and shown."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.platform.api.typed import WHOLE, Amount, CleanLine, PlainSigns, Title
from services.ideas.domain import round as domain
from services.ideas.domain.round import PhaseName, SpentBy
from services.ideas.domain.workflows.shipped import DEFAULT
from services.ideas.use_cases.change_round import ChangedArea, ChangedFund, ChangeRound
from services.ideas.use_cases.publish_round import PlannedArea, PlannedFund, PublishRound

WorkflowName = Annotated[PlainSigns, Field(max_length=40, description="The name of a workflow for its ideas.")]


class NewArea(BaseModel):
    """An area to be."""

    name: Title
    population: Annotated[int, Field(ge=0, le=2_000_000_000)] | None = None


class NewFund(BaseModel):
    """A fund to be; ``area`` is the name of one of the round's areas."""

    name: Title
    budget_cents: Amount
    area: CleanLine | None = None
    spent_by: SpentBy = "vote"


class PhaseBody(BaseModel):
    """A part of the calendar; without ``ends_on`` it never ends."""

    name: PhaseName
    starts_on: date
    ends_on: date | None = None

    def wished(self) -> domain.Phase:
        """The part of the calendar that is asked for."""
        return domain.Phase(self.name, self.starts_on, self.ends_on)


class NewRound(BaseModel):
    """A round to be."""

    name: Title
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    hourly_value_cents: Annotated[int, Field(ge=0, le=10**9, strict=True), WHOLE] = 0
    areas: Annotated[list[NewArea], Field(max_length=500)] = []
    funds: Annotated[list[NewFund], Field(min_length=1, max_length=500)]
    calendar: Annotated[list[PhaseBody], Field(max_length=20)] = []
    submission_id: UUID | None = None
    workflow: WorkflowName = DEFAULT

    def command(self) -> PublishRound:
        """What is asked for."""
        return PublishRound(
            self.name,
            self.currency,
            self.hourly_value_cents,
            [PlannedArea(area.name, area.population) for area in self.areas],
            [PlannedFund(fund.name, fund.budget_cents, fund.area, fund.spent_by) for fund in self.funds],
            [phase.wished() for phase in self.calendar],
            self.submission_id,
            self.workflow,
        )


class ChangedAreaBody(NewArea):
    """An area as it is wished to be; without its id it is a new one."""

    area_id: UUID | None = None

    def wished(self) -> ChangedArea:
        """The area that is asked for."""
        return ChangedArea(self.name, self.population, self.area_id)


class ChangedFundBody(NewFund):
    """A fund as it is wished to be; without its id it is a new one."""

    fund_id: UUID | None = None

    def wished(self) -> ChangedFund:
        """The fund that is asked for."""
        return ChangedFund(self.name, self.budget_cents, self.area, self.spent_by, self.fund_id)


class ChangedRoundBody(BaseModel):
    """What is to be different of a round; what is left out stays. Lists are sent whole: nothing of them may be gone."""

    model_config = ConfigDict(extra="forbid")

    name: Title | None = None
    hourly_value_cents: Annotated[int, Field(ge=0, le=10**9, strict=True), WHOLE] | None = None
    areas: Annotated[list[ChangedAreaBody], Field(max_length=500)] | None = None
    funds: Annotated[list[ChangedFundBody], Field(min_length=1, max_length=500)] | None = None
    calendar: Annotated[list[PhaseBody], Field(max_length=20)] | None = None
    is_archived: bool | None = None
    workflow: WorkflowName | None = None

    def command(self, round_id: UUID) -> ChangeRound:
        """What is asked for."""
        areas = None if self.areas is None else [area.wished() for area in self.areas]
        funds = None if self.funds is None else [fund.wished() for fund in self.funds]
        calendar = None if self.calendar is None else [phase.wished() for phase in self.calendar]
        return ChangeRound(
            round_id, self.name, self.hourly_value_cents, areas, funds, calendar, self.is_archived, self.workflow
        )


class AreaBody(BaseModel):
    """An area of a round."""

    area_id: UUID
    name: str
    population: int | None


class FundBody(BaseModel):
    """A fund of a round."""

    fund_id: UUID
    name: str
    budget_cents: int
    area_id: UUID | None
    spent_by: SpentBy


class RoundBody(BaseModel):
    """A round. Send its ``version`` as ``If-Match`` with a change that was decided by it."""

    round_id: UUID
    version: str
    name: str
    currency: str
    hourly_value_cents: int
    areas: list[AreaBody]
    funds: list[FundBody]
    calendar: list[PhaseBody]
    is_archived: bool
    workflow: str

    @classmethod
    def of(cls, shown: domain.Round) -> Self:
        """The round as a body."""
        return cls.model_validate(shown, from_attributes=True)
