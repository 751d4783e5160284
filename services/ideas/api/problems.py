"""How broken rules of ideas are said over HTTP."""

from libs.shared.kernel.telling import TellingIsNotWaiting
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.workflow_problems import WORKFLOW_PROBLEMS
from services.ideas.domain.desk.errors import (
    DepartmentIsNotKnown,
    DepartmentNameIsTaken,
    IdeaIsInOtherHands,
    NothingWaits,
)
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
from services.ideas.domain.following.errors import (
    FollowerIsNotKnown,
    IdeaTakesNoSupport,
    NewsGoesOutByMailAlone,
    NoMailGoesOut,
)
from services.ideas.domain.photo_errors import (
    DarkroomIsFull,
    PhotoCannotBeRead,
    PhotoIsNotKnown,
    PhotosAreLookedThrough,
    PhotosAreNotYours,
    TooManyPhotos,
)
from services.ideas.domain.sittings.errors import (
    AgendaIsFixed,
    AgendaIsNotSound,
    CorrectionNeedsAReason,
    ItemIsNotOnTheAgenda,
    MinutesAreNotComplete,
    SittingHasNotBegun,
    SittingIsFurther,
    SittingIsNotKnown,
    SittingIsNotToCome,
)

_OF_SITTINGS: Problems = {
    SittingIsNotKnown: Problem(404, "The sitting is not known"),
    SittingIsNotToCome: Problem(422, "The moment has passed"),
    SittingHasNotBegun: Problem(409, "The sitting has not begun"),
    SittingIsFurther: Problem(409, "It is not the time for that"),
    AgendaIsNotSound: Problem(422, "Something cannot stand on the agenda"),
    AgendaIsFixed: Problem(409, "The agenda is fixed"),
    ItemIsNotOnTheAgenda: Problem(404, "The item is not on the agenda"),
    MinutesAreNotComplete: Problem(409, "The minutes are not complete"),
    CorrectionNeedsAReason: Problem(422, "A correction needs a reason"),
}

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
    NothingWaits: Problem(404, "Nothing waits"),
    IdeaIsInOtherHands: Problem(409, "Somebody else is at it"),
    DepartmentIsNotKnown: Problem(404, "The department is not on the list"),
    DepartmentNameIsTaken: Problem(409, "The name is taken"),
    FollowerIsNotKnown: Problem(404, "Nobody follows anything by this key"),
    NoMailGoesOut: Problem(409, "No mail goes out"),
    NewsGoesOutByMailAlone: Problem(422, "News goes out by mail alone"),
    IdeaTakesNoSupport: Problem(409, "The idea takes no support"),
    TellingIsNotWaiting: Problem(409, "It does not wait any more"),
    **_OF_SITTINGS,
    PhotoCannotBeRead: Problem(422, "The photo cannot be read"),
    PhotoIsNotKnown: Problem(404, "The photo is not known"),
    PhotosAreNotYours: Problem(403, "The photos are not yours"),
    PhotosAreLookedThrough: Problem(409, "The photos were looked through"),
    TooManyPhotos: Problem(409, "There are enough photos"),
    DarkroomIsFull: Problem(429, "Other photos are being read"),
    **WORKFLOW_PROBLEMS,
}
