"""Whether a group of voters is left with less than its part of the budget: the test behind the word *proportional*.

Source: Brill and Peters, Robust and Verifiable Proportionality Axioms for Multiwinner Voting, EC 2023 (EJR+), up to one
project, with a project's cost as what it is worth.
"""

from collections.abc import Sequence

import numpy as np

from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.rules.supporters import Box, supporters_of


def underserved(instance: Instance, box: Box, winners: Sequence[str]) -> tuple[str, ...]:
    """The losing projects that have a group of supporters with a claim to more.

    A group has a claim if each of its members, even were the project funded as well, would have projects worth less
    than the group's part of the budget. Nobody has a claim to what was ruled out from the start. Equal Shares with cost
    utility, before any completion, leaves none.
    """
    costs, voters = [project.cost for project in instance.projects], box.voters
    chosen = frozenset(winners)
    won = np.array([id_ in chosen for id_ in instance.ids], np.bool_)
    worth = np.where(won, np.array(costs, dtype=object), 0)[box.choices]
    running = np.concatenate(([0], np.cumsum(worth)))
    spent = running[box.starts[1:]] - running[box.starts[:-1]]
    claims = []
    for supporters in supporters_of(box, costs, [1] * len(costs)):
        held = spent[supporters.rows]
        order = np.argsort(held.astype(np.float64), kind="stable")
        group = np.cumsum(box.weights[supporters.rows][order]).tolist()
        has_claim = any(
            (had + supporters.cost) * voters < people * instance.budget
            for had, people in zip(held[order].tolist(), group, strict=True)
        )
        id_ = instance.ids[supporters.position]
        if has_claim and id_ not in chosen and id_ not in instance.ineligible:
            claims.append(id_)
    return tuple(claims)
