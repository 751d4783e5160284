"""Equal Shares as the paper defines it: voter by voter, in fractions, nothing clever. Slow on purpose.

Written from the definition alone; it shares no code with the engine that it is compared with.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Ballot = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlainElection:
    """Costs by project in order of precedence among equals; each ballot gives a project's utility for that voter."""

    costs: Mapping[str, int]
    budget: int
    ballots: Sequence[Ballot]


def plain_run(election: PlainElection, endowment: Fraction) -> list[tuple[str, Fraction]]:
    """The projects bought and their prices. Buys past the budget, as Add1's runs do."""
    money = [endowment] * len(election.ballots)
    bought: list[tuple[str, Fraction]] = []
    while True:
        left = [project for project in election.costs if project not in dict(bought)]
        prices = {project: price for project in left if (price := _price(election, money, project)) is not None}
        if not prices or sum(election.costs[project] for project, _ in bought) > election.budget:
            return bought
        project = min(prices, key=prices.__getitem__)
        for voter, ballot in enumerate(election.ballots):
            if ballot.get(project, 0) > 0:
                money[voter] -= min(money[voter], prices[project] * ballot[project])
        bought.append((project, prices[project]))


def plain_add1(
    election: PlainElection,
    is_enough: Callable[[list[tuple[str, Fraction]]], bool] = lambda _: False,
    *,
    share: Fraction | None = None,
    step: int = 1,
) -> list[tuple[str, Fraction]]:
    """Every endowment in turn, up to the first run that overspends or is enough."""
    share = Fraction(election.budget, len(election.ballots)) if share is None else share
    last = plain_run(election, share)
    for added in range(step, sum(election.costs.values()) + step + 1, step):
        if is_enough(last):
            break
        following = plain_run(election, share + added)
        if sum(election.costs[project] for project, _ in following) > election.budget:
            break
        last = following
    return last


def _price(election: PlainElection, money: list[Fraction], project: str) -> Fraction | None:
    gains = [
        (money[voter], ballot[project]) for voter, ballot in enumerate(election.ballots) if ballot.get(project, 0) > 0
    ]
    if not gains or sum(held for held, _ in gains) < election.costs[project]:
        return None
    gains.sort(key=lambda gain: gain[0] / gain[1])
    paid = Fraction(0)
    for place, (held, gain) in enumerate(gains):
        price = (election.costs[project] - paid) / sum(other for _, other in gains[place:])
        if price * gain <= held:
            return price
        paid += held
    return max(held / gain for held, gain in gains)
