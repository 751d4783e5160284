"""Where the money of a count goes: from the voters' shares, or from what they left over, to each funded project."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from services.voting.domain.tally.explain.stories import Flow, Stream, WinnerStory
from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.paper.instance import Instance


def flow_of(instance: Instance, outcome: Outcome, winners: Iterable[WinnerStory]) -> Flow | None:
    """Every unit of the budget once, in the order of selection; None where voters have no shares to pay from.

    The streams and what is not spent add up to the budget, exactly.
    """
    bought = {story.project: story for story in winners}
    if not bought and outcome.endowment is None:
        return None
    costs = {project.id: Fraction(project.cost) for project in instance.projects}
    streams = []
    for id_ in outcome.winners:
        paid = _paid(bought[id_], costs[id_]) if id_ in bought else Fraction(0)
        streams += _streams(id_, shares=paid, rest=costs[id_] - paid)
    spent = sum((stream.amount for stream in streams), Fraction(0))
    # Where stages were counted each hands out shares of its own, and the outcome of all has none.
    return Flow(outcome.voters, outcome.endowment, tuple(streams), outcome.budget - spent)


def _paid(story: WinnerStory, cost: Fraction) -> Fraction:
    if story.full_price is None:  # each supporter paid what she had got since she last paid: the cost, together
        return cost
    return sum((each * people for each, people in story.payers), story.their_payments)


def _streams(id_: str, *, shares: Fraction, rest: Fraction) -> list[Stream]:
    sources: list[tuple[Literal["shares", "rest"], Fraction]] = [("shares", shares), ("rest", rest)]
    return [Stream(id_, source, amount) for source, amount in sources if amount]
