"""How broken rules of proposals are said over HTTP."""

from libs.shared.kernel.boundary import LocationIsOutsideTheAreas
from libs.shared.kernel.telling import TellingIsNotWaiting
from libs.shared.platform.api.photo_problems import PHOTO_PROBLEMS
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.workflow_problems import WORKFLOW_PROBLEMS
from services.proposals.domain.errors import (
    AreaIsNotOfTheRound,
    ConflictDoesNotFit,
    CostsDoNotAddUp,
    FundIsNotOfTheRound,
    OfferIsNotKnown,
    OfferNeedsItsValue,
    PaperIsFixed,
    ProposalIsNotKnown,
    ProposalTakesNoOffers,
    RoundIsNotKnown,
)

PROBLEMS: Problems = {
    RoundIsNotKnown: Problem(404, "The round is not known"),
    FundIsNotOfTheRound: Problem(422, "The fund is not of the round"),
    AreaIsNotOfTheRound: Problem(422, "The area is not of the round"),
    LocationIsOutsideTheAreas: Problem(422, "The place lies outside"),
    ProposalIsNotKnown: Problem(404, "The proposal is not known"),
    ProposalTakesNoOffers: Problem(409, "The proposal takes no offers"),
    PaperIsFixed: Problem(409, "The ballot paper is fixed"),
    CostsDoNotAddUp: Problem(422, "The costs do not add up"),
    ConflictDoesNotFit: Problem(422, "A conflict does not fit"),
    OfferIsNotKnown: Problem(404, "The offer is not known"),
    OfferNeedsItsValue: Problem(422, "The offer needs its value"),
    TellingIsNotWaiting: Problem(409, "It does not wait any more"),
    **PHOTO_PROBLEMS,
    **WORKFLOW_PROBLEMS,
}
