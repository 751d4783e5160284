"""The workflows that come with Commonpurse."""

from libs.shared.kernel.workflow import State, Workflow
from services.ideas.domain.workflows.ballot_budget import BALLOT_BUDGET
from services.ideas.domain.workflows.lichtenberg import LICHTENBERG

SHIPPED = (BALLOT_BUDGET, LICHTENBERG)
"""Each is stored as the first version of its name; a council goes on from there."""

DEFAULT = BALLOT_BUDGET.name
"""What a round goes by that names no workflow."""

_LABELS = {state.name: state.label for state in BALLOT_BUDGET.states}


def is_as_shipped(workflow: Workflow, state: State) -> bool:
    """Whether the state is one of the default workflow, and is called as it is called there."""
    shipped = _LABELS.get(state.name) if workflow.name == DEFAULT else None
    return shipped is not None and all(shipped.get(each) == said for each, said in state.label.items())
