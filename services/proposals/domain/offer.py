"""A co-production offer: what somebody would contribute to a proposal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.proposals.domain.errors import OfferNeedsItsValue
from services.proposals.domain.round import Round

OfferKind = Literal["time", "skill", "material", "space", "money", "stewardship"]

# A closed list, because units travel in events, and free text might name somebody.
Unit = Literal["hours", "days", "weeks", "months", "years", "pieces", "square-metres", "kilograms", "litres"]

_USUAL_UNITS: dict[OfferKind, Unit] = {"material": "pieces", "space": "days", "stewardship": "months"}


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as it stands now."""

    offer_id: UUID
    proposal_id: UUID
    kind: OfferKind
    quantity: int
    unit: str
    value_cents: int
    words: str
    made_at: datetime
    state: str
    reason: str | None = None
    when: str | None = None
    language: str = "en"

    @property
    def answer(self) -> str | None:
        """Why the council does not take it, if it said so."""
        return self.reason


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is offered, and what it is worth."""

    quantity: int
    unit: str
    value_cents: int


def measure(kind: OfferKind, quantity: int, unit: Unit | None, value_cents: int | None, within: Round) -> Measure:
    """The offer's measure: time and skill are hours at the round's hourly value, money is one sum and has no unit.

    Raises:
        OfferNeedsItsValue: if money is offered without saying how much.
    """
    if kind in {"time", "skill"}:
        return Measure(quantity, "hours", quantity * within.hourly_value_cents)
    if kind == "money":
        if not value_cents:
            raise OfferNeedsItsValue
        return Measure(1, "", value_cents)
    return Measure(quantity, unit or _USUAL_UNITS[kind], value_cents or 0)
