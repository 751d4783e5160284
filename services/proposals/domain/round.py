"""A round, as ideas announced it: as much of it as proposals need."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from libs.shared.kernel.contact import erased_on
from services.proposals.domain.errors import AreaIsNotOfTheRound, FundIsNotOfTheRound


@dataclass(frozen=True, slots=True)
class Round:
    """A round; without ``ends_on`` it never ends."""

    round_id: UUID
    currency: str
    hourly_value_cents: int
    fund_ids: tuple[UUID, ...]
    area_ids: tuple[UUID, ...]
    ends_on: date | None

    def demand(self, fund_id: UUID, area_id: UUID | None) -> None:
        """Nothing, if fund and area are the round's.

        Raises:
            FundIsNotOfTheRound: if the fund is not.
            AreaIsNotOfTheRound: if the area is not.
        """
        if fund_id not in self.fund_ids:
            raise FundIsNotOfTheRound(fund_id)
        if area_id and area_id not in self.area_ids:
            raise AreaIsNotOfTheRound(area_id)

    def contacts_end_on(self, given_on: date) -> date:
        """When a contact given for the round is erased."""
        return erased_on(given_on, self.ends_on)
