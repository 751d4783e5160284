"""How broken rules of ideas are said over HTTP."""

from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.workflow_problems import WORKFLOW_PROBLEMS
from services.ideas.domain.errors import (
    AreaIsNotOfTheRound,
    ChannelIsForStaff,
    IdeaIsNotKnown,
    RoundIsNotKnown,
    RoundIsNotSound,
    RoundNameIsTaken,
    TellingIsNotWaiting,
)

PROBLEMS: Problems = {
    RoundIsNotSound: Problem(422, "The round contradicts itself"),
    RoundNameIsTaken: Problem(409, "The name is taken"),
    RoundIsNotKnown: Problem(404, "The round is not known"),
    AreaIsNotOfTheRound: Problem(422, "The area is not of the round"),
    IdeaIsNotKnown: Problem(404, "The idea is not known"),
    ChannelIsForStaff: Problem(403, "The channel is for staff"),
    TellingIsNotWaiting: Problem(409, "It does not wait any more"),
    **WORKFLOW_PROBLEMS,
}
