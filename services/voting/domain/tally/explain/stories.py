"""What a resident asks after a count, as plain data: why this project won, why that one lost, what it all comes to."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

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
        by_marks: Where the price is one of each mark: how many marks those who paid in full gave, and how many people.
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
    by_marks: tuple[tuple[int, int], ...] = ()
    stage: str = ""

    @property
    def payers(self) -> tuple[tuple[Fraction, int], ...]:
        """Those who paid in full: what each of them paid, and how many did; who paid most comes first."""
        if self.full_price is None or not self.paid_in_full:
            return ()
        groups = self.by_marks or ((1, self.paid_in_full),)
        return tuple((self.full_price * marks, people) for marks, people in sorted(groups, reverse=True))


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
        missing_in_the_end: What they lack with all that they had spent by the end: the cost without ``left`` (score
            order: as ``missing``).
        rest_lacked: What the money that voters left over lacked when the project's turn came in the completion.
        is_measured: Whether ``wins_at_cost`` and ``wins_with_votes`` were looked for.
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
    missing_in_the_end: Fraction | None = None
    rest_lacked: Fraction | None = None
    is_measured: bool = False
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
class Stream:
    """What one project got, in minor units: of the voters' shares, or of the money that they left over."""

    project: str
    source: Literal["shares", "rest"]
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of the money. The streams and what is ``not_spent`` add up to the budget.

    ``share`` is what each of the ``voters`` had to pay from; None where money came to them bit by bit.
    """

    voters: int
    share: Fraction | None
    streams: tuple[Stream, ...]
    not_spent: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """All stories of one count. ``flow`` is none where voters have no shares to pay from."""

    winners: tuple[WinnerStory, ...]
    losers: tuple[LoserStory, ...]
    outcome: OutcomeStory
    flow: Flow | None = None
