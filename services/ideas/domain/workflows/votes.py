"""What becomes of an idea while people vote on its proposal, whatever a council's workflow says."""

from libs.shared.kernel.ballot_budget import EVENTS, OFFICE, PUBLIC_REASON
from libs.shared.kernel.words import words
from libs.shared.kernel.workflow import STAYS, Action
from services.ideas.domain.workflows.definition import Definition
from services.ideas.domain.workflows.vocabulary import WITHDRAW_FROM_VOTE

_LISTED = "list"


def withdrawals_from_votes_of(definition: Definition) -> tuple[Action, ...]:
    """The step of an idea whose project is withdrawn from a vote; none if no idea comes on a ballot paper."""
    of = tuple(each.to for each in definition.actions if each.name == _LISTED)
    if not of:
        return ()
    said = words("Its project was withdrawn from the vote; votes for it are not counted. {reason}")
    label = words("Withdrawn from the vote")
    return (Action(WITHDRAW_FROM_VOTE, label, of, STAYS, EVENTS, OFFICE, said, (PUBLIC_REASON,)),)
