"""A proposal that never was an idea, as far as whoever follows it must be told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import Action
from services.ideas.domain.workflows.ballot_budget import BALLOT_BUDGET, SUBMITTER
from services.ideas.domain.workflows.made import made

_PROPOSER: Words = words("Whoever proposed it")
_WITHDRAWN: Words = words("Whoever suggested it withdrew it.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal that was sent in as one. It has a title here while everybody may read that."""

    proposal_id: UUID
    number: str
    round_id: UUID
    title: str | None = None


def _of_a_proposal(action: Action) -> Action:
    said = _WITHDRAWN if action.name == "proposal-withdrawn" else action.words
    return replace(action, words=said, by=_PROPOSER if action.by == SUBMITTER else action.by)


NEWS: Mapping[str, Action] = {
    action.name: _of_a_proposal(action) for action in made(BALLOT_BUDGET).actions if action.who & EVENTS
}
"""What is told of it, by the name of the step: the words that an idea would have which became it."""
