"""How broken rules of proposals are said over HTTP."""

from libs.shared.kernel.workflow import ActionIsNotKnown, ActionIsNotYours, StateHasChanged
from libs.shared.kernel.workflow_fields import FieldsAreWrong
from libs.shared.platform.problems import Problem, Problems
from services.proposals.domain.errors import (
    AreaIsNotOfTheRound,
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
    ProposalIsNotKnown: Problem(404, "The proposal is not known"),
    ProposalTakesNoOffers: Problem(409, "The proposal takes no offers"),
    PaperIsFixed: Problem(409, "The ballot paper is fixed"),
    OfferIsNotKnown: Problem(404, "The offer is not known"),
    OfferNeedsItsValue: Problem(422, "The offer needs its value"),
    ActionIsNotKnown: Problem(422, "The action is not known"),
    ActionIsNotYours: Problem(403, "The action is for others"),
    StateHasChanged: Problem(409, "The state has changed"),
    FieldsAreWrong: Problem(422, "What the action asks for is missing or malformed"),
}
