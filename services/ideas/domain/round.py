"""A round: one cycle with a calendar, areas and funds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal
from uuid import UUID

from libs.shared.kernel.calendar import last_day
from libs.shared.kernel.contact import erased_on
from libs.shared.kernel.currencies import CURRENCIES
from libs.shared.kernel.typed_text import same_name
from libs.shared.kernel.version import version_of
from services.ideas.domain.errors import RoundIsNotSound
from services.ideas.domain.workflows.shipped import DEFAULT

PhaseName = Literal["suggest", "screen", "cost", "vote", "deliver"]
SpentBy = Literal["vote", "advice"]


@dataclass(frozen=True, slots=True)
class Area:
    """A place of a round."""

    area_id: UUID
    name: str
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Fund:
    """A pot of a round, for one area or for all; where residents advise alone it is empty, and nothing is spent."""

    fund_id: UUID
    name: str
    budget_cents: int
    area_id: UUID | None
    spent_by: SpentBy


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the calendar; without an end it never ends."""

    name: PhaseName
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it was published. Ideas that are suggested in it begin with its workflow as it is then."""

    round_id: UUID
    name: str
    currency: str
    hourly_value_cents: int
    areas: tuple[Area, ...]
    funds: tuple[Fund, ...]
    calendar: tuple[Phase, ...]
    is_archived: bool = False
    workflow: str = DEFAULT

    @property
    def version(self) -> str:
        """Another one whenever the round has changed."""
        return version_of(self)

    def __post_init__(self) -> None:
        if errors := dict(_contradictions(self)):
            raise RoundIsNotSound(errors)

    def has_area(self, area_id: UUID) -> bool:
        """Whether the area is one of the round's."""
        return any(area.area_id == area_id for area in self.areas)

    @property
    def area_ids(self) -> tuple[UUID, ...]:
        """The ids of its areas."""
        return tuple(area.area_id for area in self.areas)

    def phase(self, name: PhaseName) -> Phase | None:
        """The part of the calendar of that name."""
        return next((phase for phase in self.calendar if phase.name == name), None)

    def contacts_end_on(self, given_on: date) -> date:
        """When a contact given for the round is erased."""
        return erased_on(given_on, last_day([phase.ends_on for phase in self.calendar]))


def _contradictions(of: Round) -> Iterator[tuple[str, str]]:
    if of.currency not in CURRENCIES:
        yield "currency", f"{of.currency} is not a currency in use."
    if twice := _twice([area.name for area in of.areas]):
        yield "areas", f"Two areas are called {twice}."
    if twice := _twice([fund.name for fund in of.funds]):
        yield "funds", f"Two funds are called {twice}."
    if any(fund.budget_cents <= 0 for fund in of.funds if fund.spent_by == "vote"):
        yield "funds", "A fund needs an amount above zero."
    if any(fund.budget_cents for fund in of.funds if fund.spent_by == "advice"):
        yield "funds", "A fund for advice holds no money: its amount is 0."
    if twice := _twice([phase.name for phase in of.calendar]):
        yield "calendar", f"The phase {twice} stands in the calendar twice."
    yield from _disorder(of.calendar)


def _disorder(calendar: Sequence[Phase]) -> Iterator[tuple[str, str]]:
    for phase in calendar:
        if phase.ends_on and phase.ends_on < phase.starts_on:
            yield "calendar", f"The phase {phase.name} ends before it starts."
    for earlier, later in pairwise(calendar):
        if later.starts_on < earlier.starts_on:
            yield "calendar", f"The phase {later.name} starts before the phase {earlier.name}."


def _twice(names: Sequence[str]) -> str | None:
    folded = [same_name(name) for name in names]
    return next((name for name, each in zip(names, folded, strict=True) if folded.count(each) > 1), None)
