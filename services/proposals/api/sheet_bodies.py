"""The sheet of a proposal as it is written and shown."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.platform.api.typed import Amount, Line, Paragraphs
from services.proposals.domain.sheet import MOST_CONFLICTS, MOST_LINES, Conflict, CostLine, Sheet

_Long = Annotated[Paragraphs, Field(max_length=20_000)]


class WantedCostLine(BaseModel):
    """One part of the cost, and how much of it is covered by help that is committed."""

    what: Line
    cost_cents: Amount
    helped_cents: Amount = 0


class WantedConflict(BaseModel):
    """Another proposal of the round, by its number, that cannot be done as well, and why."""

    number: Line
    reason: Line


class WantedSheet(BaseModel):
    """What the office says of a proposal. The lines of its cost add up to the cost, once that was told.

    ``conflicts`` says in prose what stands against it; ``conflicts_with`` names other proposals, which say so, too.
    """

    description: _Long | None = None
    responsible: Line | None = None
    conflicts: Paragraphs | None = None
    easy_language: _Long | None = None
    costs: Annotated[list[WantedCostLine], Field(max_length=MOST_LINES)] = []
    conflicts_with: Annotated[list[WantedConflict], Field(max_length=MOST_CONFLICTS)] = []

    def sheet(self) -> Sheet:
        """What is meant."""
        lines = tuple(CostLine(line.what, line.cost_cents, line.helped_cents) for line in self.costs)
        others = tuple(Conflict(one.number, one.reason) for one in self.conflicts_with)
        return Sheet(self.description, self.responsible, self.conflicts, self.easy_language, lines, others)


class CostLineBody(BaseModel):
    """One part of the cost before help and after it, in minor units."""

    model_config = ConfigDict(from_attributes=True)

    what: str
    cost_cents: int
    helped_cents: int
    after_help_cents: int


class ConflictBody(BaseModel):
    """Another proposal that the sheet names, and why it cannot be done as well."""

    model_config = ConfigDict(from_attributes=True)

    number: str
    reason: str


class SeenConflictBody(ConflictBody):
    """The same with the other's title, as far as it may be read; ``is_said_there`` if the other's sheet says so."""

    title: str | None
    is_said_there: bool


class SheetBody(BaseModel):
    """What the office says of a proposal: in full, who is responsible, what it conflicts with, in easy language.

    Help that is committed and stands in no line lowers the cost as a whole.
    """

    model_config = ConfigDict(from_attributes=True)

    description: str | None
    responsible: str | None
    conflicts: str | None
    easy_language: str | None
    costs: list[CostLineBody]
    conflicts_with: list[ConflictBody]

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        """The sheet as a body."""
        return cls.model_validate(sheet)
