"""The comparison step: whether score order would leave more voters better off than Equal Shares did.

Source: equalshares.net, "comparison step"; used in Pabulib's rules that end in ``comparison``.
"""

import numpy as np

from services.voting.domain.tally.outcome import Comparison
from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.supporters import Box


def compare(box: Box, equal_shares: list[int], score_order: list[int]) -> Comparison:
    """How many voters have more of their projects in the one outcome than in the other, given as project positions."""
    difference = _funded_per_ballot(box, score_order) - _funded_per_ballot(box, equal_shares)
    return Comparison(
        prefer_equal_shares=int(box.weights[difference < 0].sum()),
        prefer_score_order=int(box.weights[difference > 0].sum()),
    )


def _funded_per_ballot(box: Box, winners: list[int]) -> Ints:
    is_winner = np.zeros(box.projects, np.int64)
    is_winner[winners] = 1
    running = np.concatenate(([0], np.cumsum(is_winner[box.choices])))
    funded: Ints = running[box.starts[1:]] - running[box.starts[:-1]]
    return funded
