"""The rules of a single ballot that can be broken, each with its particulars, so that a gateway can say it in words."""

from uuid import UUID

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.money import as_decimal

# By method. Also what a program sends, for whoever writes one reads the sentence first.
_ASKED_FOR = {
    "approval": "Send the numbers of your projects as choices.",
    "knapsack": "Send the numbers of your projects as choices.",
    "points": "Send points by project number.",
    "allocation": "Send shares of 100 by project number as points.",
    "score": "Send points by project number.",
    "ranking": "Send ranks: by project number its place, 1 for the first choice.",
    "for-and-against": 'Send votes: "for" or "against" by project number.',
}


class PermitIsNotValid(DomainError):
    """The permit is forged, expired, or not one of residents' permits."""

    code = "permit-is-not-valid"

    def __init__(self) -> None:
        super().__init__("This permit is not valid, or it has expired. Ask for a new one with your code.")


class PollIsNotOpen(DomainError):
    """Ballots can be cast while the poll is open, neither before nor after."""

    code = "poll-is-not-open"

    def __init__(self, poll_id: UUID) -> None:
        super().__init__("This poll is not open.")
        self.poll_id = poll_id


class ChannelIsNotOffered(DomainError):
    """The poll does not take ballots through this channel."""

    code = "channel-is-not-offered"

    def __init__(self, channel: str) -> None:
        super().__init__(f"This poll takes no ballots by {channel}.")
        self.channel = channel


class BallotWasAlreadyCast(DomainError):
    """One ballot a person; this poll allows no replacing."""

    code = "ballot-was-already-cast"

    def __init__(self) -> None:
        super().__init__("You have voted in this poll. A ballot cannot be replaced here.")


class BallotStands(DomainError):
    """One ballot a person; what was cast through this channel stands, whatever comes after."""

    code = "ballot-stands"

    def __init__(self, channel: str) -> None:
        super().__init__(
            f"You have voted in this poll, by {channel}. Such a ballot stands: it is counted, not this one."
        )
        self.channel = channel


class BallotBoxIsOutOfReach(DomainError):
    """The connection was lost at the very moment of casting."""

    code = "ballot-box-is-out-of-reach"

    def __init__(self) -> None:
        super().__init__("We cannot tell whether your ballot was taken. Cast it again: it will not count twice.")


class BallotIsOfAnotherMethod(DomainError):
    """What was handed in is of another kind than the poll's: points in a poll by approval, or no order in a ranking."""

    code = "ballot-is-of-another-method"

    def __init__(self, method: str) -> None:
        super().__init__(f"This poll takes {method} ballots. {_ASKED_FOR[method]}")
        self.method = method


class UnknownProject(DomainError):
    """No project on the paper has this number."""

    code = "unknown-project"

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no project {number} on the ballot paper.")
        self.number = number


class ProjectIsWithdrawn(DomainError):
    """A project that was chosen does not stand in the vote any more."""

    code = "project-is-withdrawn"

    def __init__(self, number: int) -> None:
        super().__init__(f"Project {number} was withdrawn from this vote. No ballot was cast; choose again without it.")
        self.number = number


class ProjectChosenTwice(DomainError):
    """A project stands on the ballot more than once."""

    code = "project-chosen-twice"

    def __init__(self, number: int) -> None:
        super().__init__(f"You chose project {number} more than once.")
        self.number = number


class TooManyChoices(DomainError):
    """More projects were chosen than the paper allows."""

    code = "too-many-choices"

    def __init__(self, limit: int, chosen: int) -> None:
        super().__init__(f"You may choose at most {limit}; you chose {chosen}.")
        self.limit, self.chosen = limit, chosen


class TooFewChoices(DomainError):
    """Fewer projects were chosen than the paper asks for."""

    code = "too-few-choices"

    def __init__(self, limit: int, chosen: int) -> None:
        super().__init__(f"Choose at least {limit}; you chose {chosen}.")
        self.limit, self.chosen = limit, chosen


class TooManyPointsForProject(DomainError):
    """One project was given more points than the paper allows."""

    code = "too-many-points-for-project"

    def __init__(self, number: int, limit: int, given: int) -> None:
        super().__init__(f"Project {number} may get at most {limit} points; you gave {given}.")
        self.number, self.limit, self.given = number, limit, given


class TooFewPointsForProject(DomainError):
    """One project was given fewer points than the paper allows."""

    code = "too-few-points-for-project"

    def __init__(self, number: int, limit: int, given: int) -> None:
        super().__init__(f"A project that you choose gets at least {limit} points; you gave project {number} {given}.")
        self.number, self.limit, self.given = number, limit, given


class TooManyPoints(DomainError):
    """More points were given in all than the paper allows."""

    code = "too-many-points"

    def __init__(self, limit: int, given: int) -> None:
        super().__init__(f"You may give at most {limit} points in all; you gave {given}.")
        self.limit, self.given = limit, given


class PointsAreNotWhole(DomainError):
    """A project was given a fraction of a point."""

    code = "points-are-not-whole"

    def __init__(self, number: int, given: float) -> None:
        super().__init__(f"Points are whole numbers; you gave project {number} {given:g}. No ballot was cast.")
        self.number, self.given = number, given


class SharesDoNotAddUp(DomainError):
    """The shares are more or less than the hundred that is to be shared out."""

    code = "shares-do-not-add-up"

    def __init__(self, limit: int, given: int) -> None:
        super().__init__(f"The shares must add up to exactly {limit}; yours add up to {given}. No ballot was cast.")
        self.limit, self.given = limit, given


class ChoicesCostTooMuch(DomainError):
    """The chosen projects cost more together than a ballot may spend."""

    code = "choices-cost-too-much"

    def __init__(self, limit_cents: int, cost_cents: int, currency: str) -> None:
        cost, limit, over = (
            f"{as_decimal(cents, currency):,}" for cents in (cost_cents, limit_cents, cost_cents - limit_cents)
        )
        super().__init__(
            f"Your projects cost {cost} {currency} together, {over} more than the {limit} that a ballot may spend. "
            "No ballot was cast; choose fewer or cheaper ones."
        )
        self.limit_cents, self.cost_cents, self.currency = limit_cents, cost_cents, currency


class PlaceIsGivenTwice(DomainError):
    """Two projects were put in the same place of a ranking."""

    code = "place-is-given-twice"

    def __init__(self, place: int) -> None:
        super().__init__(f"You gave place {place} to more than one project. No ballot was cast.")
        self.place = place


class PlaceIsEmpty(DomainError):
    """A ranking leaves a place out."""

    code = "place-is-empty"

    def __init__(self, place: int) -> None:
        super().__init__(
            f"No project has place {place}: count the places from 1 on and leave none out. No ballot was cast."
        )
        self.place = place
