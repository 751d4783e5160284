"""The rules of proposals and offers that can be broken."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from libs.shared.kernel.errors import DomainError


class RoundIsNotKnown(DomainError):
    """No such round has been published, or the news of it has not arrived yet."""

    code = "round-is-not-known"

    def __init__(self, round_id: UUID) -> None:
        super().__init__("There is no such round.")
        self.round_id = round_id


class FundIsNotOfTheRound(DomainError):
    """The fund belongs to no round, or another one."""

    code = "fund-is-not-of-the-round"

    def __init__(self, fund_id: UUID) -> None:
        super().__init__("The round has no such fund.")
        self.fund_id = fund_id


class AreaIsNotOfTheRound(DomainError):
    """The area belongs to no round, or another one."""

    code = "area-is-not-of-the-round"

    def __init__(self, area_id: UUID) -> None:
        super().__init__("The round has no such area.")
        self.area_id = area_id


class ProposalIsNotKnown(DomainError):
    """There is no proposal of that number."""

    code = "proposal-is-not-known"

    def __init__(self, number: str) -> None:
        super().__init__("There is no proposal of that number.")
        self.number = number


class ProposalTakesNoOffers(DomainError):
    """Nobody can contribute to the proposal as it stands."""

    code = "proposal-takes-no-offers"

    def __init__(self, state: str) -> None:
        super().__init__(f"This proposal takes no offers: it is {state.replace('_', ' ')}.")
        self.state = state


class CostsDoNotAddUp(DomainError):
    """The lines of a proposal's cost contradict each other, the help that is committed, or the cost as a whole."""

    code = "costs-do-not-add-up"

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = [{"field": field, "message": message} for field, message in errors.items()]


WhyNoConflict = Literal["not-known", "another-round", "itself", "twice"]

_WHY_NO_CONFLICT: Mapping[WhyNoConflict, str] = {
    "not-known": "There is no proposal of the number {number}.",
    "another-round": "The proposal {number} belongs to another round.",
    "itself": "A proposal does not conflict with itself.",
    "twice": "The proposal {number} is named twice.",
}


class ConflictDoesNotFit(DomainError):
    """A proposal names another one that it cannot conflict with. ``line`` counts from 1."""

    code = "conflict-does-not-fit"

    def __init__(self, why: WhyNoConflict, line: int, number: str) -> None:
        super().__init__(_WHY_NO_CONFLICT[why].format(number=number))
        self.why, self.line, self.number = why, line, number


class PaperIsFixed(DomainError):
    """A committed offer would change a cost that stands on the ballot paper."""

    code = "paper-is-fixed"

    def __init__(self) -> None:
        super().__init__("The cost stands on the ballot paper. Commit the offer when the vote is over.")


class OfferIsNotKnown(DomainError):
    """There is no such offer."""

    code = "offer-is-not-known"

    def __init__(self, offer_id: UUID) -> None:
        super().__init__("There is no such offer.")
        self.offer_id = offer_id


class OfferNeedsItsValue(DomainError):
    """An offer of money must say how much."""

    code = "offer-needs-its-value"

    def __init__(self) -> None:
        super().__init__("Please say how much money you offer.")
