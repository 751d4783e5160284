"""Bounded overspending as the paper defines it: voter by voter, in fractions, nothing clever. Slow on purpose.

Written from the definition alone; it shares no code with the engine that it is compared with.
"""

from fractions import Fraction

from tests.support.plain_equal_shares import PlainElection


def plain_bounded_overspending(election: PlainElection) -> list[tuple[str, Fraction]]:
    """The projects bought, and rho of each: what who pays in full pays for a unit of utility."""
    money = [Fraction(election.budget, len(election.ballots))] * len(election.ballots)
    bought: list[tuple[str, Fraction]] = []
    while True:
        rest = election.budget - sum(election.costs[project] for project, _ in bought)
        fitting = [project for project, cost in election.costs.items() if project not in dict(bought) and cost <= rest]
        offers = {project: offer for project in fitting if (offer := _least(election, money, project))}
        if not offers:
            return bought
        project = min(offers, key=lambda one: offers[one][0])
        price = offers[project][2]
        for voter, ballot in enumerate(election.ballots):
            money[voter] -= min(money[voter], price * ballot.get(project, 0))
        bought.append((project, price))


def _least(election: PlainElection, money: list[Fraction], project: str) -> tuple[Fraction, Fraction, Fraction] | None:
    """Of all pairs of alpha and rho that the definition allows: rho / alpha, then less alpha, and rho."""
    cost = election.costs[project]
    gains = [(money[voter], ballot[project]) for voter, ballot in enumerate(election.ballots) if ballot.get(project)]
    found = []
    for offer in [held / gain for held, gain in gains if held] + _paying_all(gains, cost):
        alpha = min(Fraction(1), sum((min(held, offer * gain) for held, gain in gains), Fraction(0)) / cost)
        found.append((offer / alpha / alpha, -alpha, offer / alpha))
    return min(found, default=None)


def _paying_all(gains: list[tuple[Fraction, int]], cost: int) -> list[Fraction]:
    """The offer at which all together pay just the cost, if they can: tried with everyone as the first to pay it."""
    for least_payer in sorted({held / gain for held, gain in gains}):
        poorer = sum((held for held, gain in gains if held / gain < least_payer), Fraction(0))
        stake = sum(gain for held, gain in gains if held / gain >= least_payer)
        offer = (cost - poorer) / stake
        if offer <= least_payer:
            return [offer]
    return []
