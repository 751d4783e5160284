"""Which broken rule is which problem over HTTP."""

from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.workflow_problems import WORKFLOW_PROBLEMS
from services.voting.domain import errors as polls
from services.voting.domain.casting import ballot_errors as ballots
from services.voting.domain.casting import paper_errors as papers
from services.voting.domain.counting import file_errors as files
from services.voting.domain.polls.advice import errors as advice
from services.voting.domain.polls.papers import errors as in_hand
from services.voting.domain.tally import errors as tally

_PAPER = "The ballot does not keep to the paper"

PROBLEMS: Problems = {
    **WORKFLOW_PROBLEMS,
    ballots.PermitIsNotValid: Problem(401, "The permit is not valid"),
    ballots.PollIsNotOpen: Problem(409, "The poll is not open"),
    ballots.ChannelIsNotOffered: Problem(403, "The poll does not offer this channel"),
    ballots.BallotWasAlreadyCast: Problem(409, "A ballot was already cast"),
    ballots.BallotStands: Problem(409, "A ballot was already cast, and stands"),
    ballots.BallotBoxIsOutOfReach: Problem(503, "The ballot box is out of reach"),
    ballots.BallotIsOfAnotherMethod: Problem(422, _PAPER),
    ballots.UnknownProject: Problem(422, _PAPER),
    ballots.ProjectIsWithdrawn: Problem(422, _PAPER),
    ballots.ProjectChosenTwice: Problem(422, _PAPER),
    ballots.TooManyChoices: Problem(422, _PAPER),
    ballots.TooFewChoices: Problem(422, _PAPER),
    ballots.TooManyPointsForProject: Problem(422, _PAPER),
    ballots.TooFewPointsForProject: Problem(422, _PAPER),
    ballots.TooManyPoints: Problem(422, _PAPER),
    ballots.PointsAreNotWhole: Problem(422, _PAPER),
    ballots.SharesDoNotAddUp: Problem(422, _PAPER),
    ballots.ChoicesCostTooMuch: Problem(422, _PAPER),
    ballots.PlaceIsGivenTwice: Problem(422, _PAPER),
    ballots.PlaceIsEmpty: Problem(422, _PAPER),
    papers.ChoicesOfTwoAreas: Problem(422, _PAPER),
    papers.ProjectOfAnotherArea: Problem(422, _PAPER),
    papers.TooManyInArea: Problem(422, _PAPER),
    papers.TooManyCitywide: Problem(422, _PAPER),
    polls.NoSuchPoll: Problem(404, "There is no such poll"),
    polls.NoSuchReceipt: Problem(404, "There is no such receipt"),
    polls.ReceiptStandsInAddress: Problem(410, "A receipt is not read from an address"),
    polls.ReceiptMayBeLost: Problem(404, "The ballot of the receipt may be lost"),
    polls.RoundIsNotKnown: Problem(404, "The round is not known"),
    polls.FundIsNotVotedOn: Problem(409, "The fund is not voted on"),
    advice.OptionsNeedARankedList: Problem(409, "Options can only be ranked"),
    advice.OutcomeIsAdvice: Problem(409, "The outcome is advice"),
    advice.TitleIsItsProposals: Problem(409, "The title is its proposal's"),
    advice.TitleIsTaken: Problem(409, "The title is taken"),
    polls.ProposalIsNotAccepted: Problem(409, "A proposal may not stand on the paper"),
    polls.NumberIsGivenTwice: Problem(422, "A number is given twice"),
    polls.PollIsNotReady: Problem(409, "The poll is not ready to be published"),
    polls.PseudonymsAreNotDestroyed: Problem(409, "The ballot box still holds pseudonyms"),
    polls.PollIsNotCounted: Problem(409, "The poll is not being counted"),
    polls.CountsDisagree: Problem(409, "Two counts disagree"),
    polls.CountCannotBeFinished: Problem(409, "The count could not be finished"),
    polls.OfficerCameAfterClosing: Problem(409, "The account came after the poll closed"),
    polls.CertifiedByTheSamePerson: Problem(409, "Certifying takes two people"),
    polls.ConfirmedByTheSamePerson: Problem(409, "A change takes two people"),
    polls.ChangeIsProposed: Problem(409, "A change is proposed already"),
    polls.NothingIsProposed: Problem(409, "No change is proposed"),
    polls.TimeOfClosingHasPassed: Problem(409, "The time of closing has passed"),
    polls.EndIsNotLater: Problem(409, "The new end is not later"),
    polls.EndIsBeyondTheCalendar: Problem(409, "The new end is beyond the calendar"),
    polls.OverrideChangesNothing: Problem(409, "The outcome says so already"),
    polls.OverrideIsTooDear: Problem(409, "The money does not suffice"),
    polls.TooFewProjectsRemain: Problem(409, "Too few projects would remain"),
    in_hand.PaperCouldNotBeFilledIn: Problem(409, "A paper could not be filled in any more"),
    polls.OutcomeIsNotAnnounced: Problem(409, "The outcome is not announced"),
    tally.InstanceIsInconsistent: Problem(409, "The poll cannot be counted"),
    tally.BallotBreaksMethod: Problem(409, "A ballot breaks the method"),
    tally.TieNeedsDecision: Problem(409, "A tie needs a decision"),
    files.RuleIsNotKnown: Problem(422, "The rule is not known"),
    files.RuleDoesNotSuit: Problem(422, "The rule does not suit the ballots"),
    files.RulingDoesNotFit: Problem(422, "What is ruled does not fit the file"),
    files.FileCannotBeCountedHere: Problem(422, "The file cannot be counted here"),
    files.CountingRoomIsFull: Problem(503, "The counting room is full"),
    tally.FileIsNotPabulib: Problem(422, "The file is not a Pabulib file"),
}
