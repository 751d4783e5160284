"""How broken rules of ideas are said over HTTP."""

from libs.shared.kernel.telling import TellingIsNotWaiting
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.workflow_problems import WORKFLOW_PROBLEMS
from services.ideas.domain.errors import (
    AreaIsNotOfTheRound,
    BarrierIsNotWaiting,
    BoundariesAreNotSound,
    CalendarCutsAPoll,
    ChannelIsForStaff,
    FundIsOnAPaper,
    IdeaIsNotKnown,
    LocationIsOutsideTheAreas,
    OriginIsForStaff,
    OriginIsInTheFuture,
    PartOfRoundStays,
    RoundHasAPollUnderWay,
    RoundIsArchived,
    RoundIsNotKnown,
    RoundIsNotSound,
    RoundNameIsTaken,
)

PROBLEMS: Problems = {
    RoundIsNotSound: Problem(422, "The round contradicts itself"),
    BoundariesAreNotSound: Problem(422, "The boundaries cannot be taken"),
    LocationIsOutsideTheAreas: Problem(422, "The place lies outside"),
    RoundNameIsTaken: Problem(409, "The name is taken"),
    RoundIsNotKnown: Problem(404, "The round is not known"),
    RoundIsArchived: Problem(409, "The round is archived"),
    RoundHasAPollUnderWay: Problem(409, "A poll of the round is under way"),
    CalendarCutsAPoll: Problem(409, "The calendar contradicts a poll"),
    FundIsOnAPaper: Problem(409, "The fund's amount is fixed"),
    PartOfRoundStays: Problem(409, "Nothing is taken away from a round"),
    AreaIsNotOfTheRound: Problem(422, "The area is not of the round"),
    IdeaIsNotKnown: Problem(404, "The idea is not known"),
    ChannelIsForStaff: Problem(403, "The channel is for staff"),
    OriginIsForStaff: Problem(403, "Ideas from elsewhere are taken over by staff"),
    OriginIsInTheFuture: Problem(422, "The day has not come yet"),
    BarrierIsNotWaiting: Problem(409, "It does not wait any more"),
    TellingIsNotWaiting: Problem(409, "It does not wait any more"),
    **WORKFLOW_PROBLEMS,
}
