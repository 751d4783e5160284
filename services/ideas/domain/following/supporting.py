"""Which ideas can be supported."""

from services.ideas.domain.idea import Idea

_IS_DECIDED_OR_VOTED_ON = frozenset(
    {"on_ballot", "to_vote", "ranked", "funded", "not_funded", "rejected", "withdrawn", "merged", "split"}
)
"""During a vote a second number beside the paper would be taken for it; afterwards it would change nothing."""


def takes_support(idea: Idea) -> bool:
    """Whether residents can say that they want it, too."""
    return idea.is_public and idea.state not in _IS_DECIDED_OR_VOTED_ON
