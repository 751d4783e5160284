"""What a resident asks after a count, as plain data: why this project won, why that one lost, what it all comes to."""

from dataclasses import dataclass
from fractions import Fraction

from services.voting.domain.tally.outcome import Verdict


@dataclass(frozen=True, slots=True)
class WinnerStory:
    """How a project was paid for.

    Args:
        project: Its id.
        round: In which it was bought.
        price: Equal Shares: minor units for each unit of utility. Phragmén: the time, in minor units each voter got.
        effective_votes: Equal Shares: the inverse of the price; with cost utility, between how many equal payers the
            cost would be split at this price.
        full_price: Equal Shares: what somebody who paid in full paid for each mark of hers (by approval: in all), minor
            units. Phragmén: None, for each supporter pays what she got since she last paid.
        paid_in_full: How many supporters paid the full price.
        paid_all_they_had: How many paid less, because they had no more left.
        their_payments: What those others paid together, minor units.
        stage: Whose guaranteed part of the budget it was; nothing: the rest, or all.
    """

    project: str
    round: int
    price: Fraction
    effective_votes: Fraction | None
    full_price: Fraction | None
    paid_in_full: int
    paid_all_they_had: int
    their_payments: Fraction
    stage: str = ""


@dataclass(frozen=True, slots=True)
class LoserStory:
    """Why a project was not funded, in minor units and exact.

    Args:
        project: Its id.
        verdict: What the rule said.
        round: After which purchase its supporters could no longer pay for it; 0: not even at the start.
        missing: How much they lacked then (score order: how much the budget lacked).
        effective_support: What they still had then, as a part of the cost.
        supporters_had: What they had at the start (Phragmén: what they got until the end).
        spent_on: What of that went to which winner. With ``left`` it adds up to ``supporters_had``.
        left: What they have at the end.
        wins_at_cost: The highest cost below its own at which a recount funds it; None if none was found.
        wins_with_votes: The fewest further voters for it alone with which a recount funds it; None if none was found.
        reason: The public reason, the rival or the share that ruled it out.
        stage: In which it competed last; nothing: for the rest, or for all.
    """

    project: str
    verdict: Verdict
    round: int
    missing: Fraction | None
    effective_support: Fraction | None = None
    supporters_had: Fraction | None = None
    spent_on: tuple[tuple[str, Fraction], ...] = ()
    left: Fraction | None = None
    wins_at_cost: int | None = None
    wins_with_votes: int | None = None
    reason: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class PartStory:
    """An area or a category: what was spent there, and how many voters asked for something there."""

    name: str
    spent: int
    voters_asking: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an outcome reaches.

    Args:
        voters: All who voted.
        with_a_winner: How many named at least one funded project.
        winners_each: The mean number of funded projects that a voter named.
        median: The median of the same.
        with_fair_share: How many voters have their fair share: funded projects they named, each project's cost split
            evenly among its supporters, come to an equal share of the budget or to all they named.
    """

    voters: int
    with_a_winner: int
    winners_each: Fraction
    median: Fraction
    with_fair_share: int


@dataclass(frozen=True, slots=True)
class OutcomeStory:
    """What the outcome comes to, beside what score order would have funded.

    ``underserved`` and its counterpart are the losers with a group of supporters who have a claim to more.
    """

    reach: Reach
    areas: tuple[PartStory, ...]
    categories: tuple[PartStory, ...]
    score_order_winners: tuple[str, ...]
    score_order_cost: int
    score_order_reach: Reach
    underserved: tuple[str, ...] = ()
    score_order_underserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All stories of one count."""

    winners: tuple[WinnerStory, ...]
    losers: tuple[LoserStory, ...]
    outcome: OutcomeStory
