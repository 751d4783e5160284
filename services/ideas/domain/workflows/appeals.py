"""What becomes of an idea when the refusal of its proposal is appealed against, whatever a council's workflow says.

Ideas that began before there were appeals follow their proposals, too.
"""

from libs.shared.kernel.ballot_budget import EVENTS, OFFICE, PUBLIC_REASON
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import words
from libs.shared.kernel.workflow import STAYS, Action
from services.ideas.domain.workflows.ballot_budget import SUBMITTER
from services.ideas.domain.workflows.definition import Definition
from services.ideas.domain.workflows.vocabulary import APPEAL, REOPEN

_REJECTED = "proposal-rejected"

APPEAL_OF_BEFORE = Action(
    APPEAL,
    words("Appeal"),
    (),
    STAYS,
    frozenset({HOLDER}),
    SUBMITTER,
    words("Whoever suggested it asks for another look: {reason}"),
    (PUBLIC_REASON,),
)
"""What an appeal wrote before it was for the office alone: such lines stand, and can be taken down."""


def appeals_of(definition: Definition) -> tuple[Action, ...]:
    """The steps of an idea whose proposal was rejected; none if no idea becomes a proposal."""
    refused = next((each.to for each in definition.actions if each.name == _REJECTED), None)
    begins = next((each.to for each in definition.actions if each.effect == "hand-over"), None)
    if not refused or not begins:
        return ()
    return (
        Action(
            "proposal-appealed",
            words("Proposal appealed for"),
            (refused,),
            STAYS,
            EVENTS,
            SUBMITTER,
            words("Whoever proposed it asks for another look at the refusal. Somebody else decides."),
        ),
        Action(
            "proposal-upheld",
            words("Refusal of the proposal upheld"),
            (refused,),
            STAYS,
            EVENTS,
            OFFICE,
            words("Somebody else has looked at the proposal again, and the refusal stands: {reason}"),
            (PUBLIC_REASON,),
        ),
        Action(
            "proposal-reopened",
            words("Proposal examined anew"),
            (refused,),
            begins,
            EVENTS,
            OFFICE,
            words("Somebody else has looked at the proposal again, and it is examined anew: {reason}"),
            (PUBLIC_REASON,),
            effect=REOPEN,
        ),
    )
