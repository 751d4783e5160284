"""The one way in: an instance, a profile and a rule give an outcome."""

from dataclasses import replace
from typing import Protocol

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.lots import Precedence, TieOrder
from services.voting.domain.tally.outcome import Outcome, Step, Tie
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.progress import Watch, unwatched
from services.voting.domain.tally.rule import (
    BoundedOverspending,
    EliminationOrder,
    EqualShares,
    Phragmen,
    RankedList,
    Rule,
    ScoreOrder,
    Utility,
    WelfareMaximum,
)
from services.voting.domain.tally.rules.bounded_overspending import BoundedOverspendingCount
from services.voting.domain.tally.rules.comparison import compare
from services.voting.domain.tally.rules.elimination import EliminationCount
from services.voting.domain.tally.rules.equal_shares import EqualSharesCount
from services.voting.domain.tally.rules.phragmen import PhragmenCount
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.ranked_list import RankedListCount
from services.voting.domain.tally.rules.score_order import ScoreOrderCount
from services.voting.domain.tally.rules.scores import totals as totals_of
from services.voting.domain.tally.rules.supporters import box_of
from services.voting.domain.tally.rules.welfare import WelfareCount
from services.voting.domain.tally.stages import count_stages


def count(
    instance: Instance, profile: Profile, rule: Rule, *, ties: TieOrder | None = None, watch: Watch = unwatched
) -> Outcome:
    """The outcome of the rule. The same input gives the same outcome, whatever the order of the ballots.

    Args:
        instance: Projects and budget.
        profile: The ballots.
        rule: How they are counted.
        ties: What decides among equals.
        watch: Is told how far Add1 has come.

    Raises:
        InstanceIsInconsistent: if profile and instance do not have the same number of projects, or the rule does not
            suit the ballots.
        TieNeedsDecision: if the tie order refuses to decide and there is a tie.
    """
    if profile.projects != len(instance.projects):
        raise InstanceIsInconsistent("the profile has another number of projects than the instance")
    if instance.guaranteed and not isinstance(rule, RankedList):
        return count_stages(
            instance, profile, rule, lambda part, ballots: count(part, ballots, rule, ties=ties, watch=watch)
        )
    totals = totals_of(instance, profile)
    precedence = Precedence(instance, ties or TieOrder(), totals)
    if isinstance(rule, EqualShares):
        outcome = EqualSharesCount(instance, profile, rule, totals, precedence, watch).outcome()
        return _compared(instance, profile, rule, totals, precedence, outcome) if rule.comparison else outcome
    return _in_one_pass(instance, profile, rule, totals, precedence)


class _Pass(Protocol):
    purse: Purse
    steps: list[Step]
    ties: list[Tie]

    def run(self) -> None: ...


def _in_one_pass(instance: Instance, profile: Profile, rule: Rule, totals: Ints, precedence: Precedence) -> Outcome:
    purse = Purse(instance, totals, rule.min_score)
    one_pass: _Pass
    match rule:
        case BoundedOverspending():
            one_pass = BoundedOverspendingCount(instance, profile, rule, totals, precedence, purse)
        case Phragmen():
            one_pass = PhragmenCount(instance, profile, totals, precedence, purse)
        case EliminationOrder():
            one_pass = EliminationCount(instance, profile, precedence, purse)
        case WelfareMaximum():
            one_pass = WelfareCount(instance, _worths(instance, rule, totals), totals, precedence, purse)
        case RankedList():
            one_pass = RankedListCount(instance, totals, purse, rule)
        case ScoreOrder():
            one_pass = ScoreOrderCount(instance, totals, precedence, purse, rule)
        case _:
            raise AssertionError(rule)
    one_pass.run()
    return Outcome(
        rule=rule.name,
        winners=tuple(instance.projects[position].id for position in purse.funded),
        cost=purse.spent,
        budget=instance.budget,
        digits=instance.digits,
        voters=profile.voters,
        ties=tuple(one_pass.ties),
        trace=tuple(one_pass.steps),
        endowment=one_pass.endowment if isinstance(one_pass, BoundedOverspendingCount) else None,
    )


def _worths(instance: Instance, rule: WelfareMaximum, totals: Ints) -> list[int]:
    by_cost = rule.utility is Utility.COST
    return [
        int(score) * (project.cost if by_cost else 1) for project, score in zip(instance.projects, totals, strict=True)
    ]


def _compared(
    instance: Instance, profile: Profile, rule: EqualShares, totals: Ints, precedence: Precedence, shares: Outcome
) -> Outcome:
    by_score = _in_one_pass(instance, profile, ScoreOrder(min_score=rule.min_score), totals, precedence)
    position = {id_: place for place, id_ in enumerate(instance.ids)}
    verdict = compare(
        box_of(profile, by_points=False),
        [position[id_] for id_ in shares.winners],
        [position[id_] for id_ in by_score.winners],
    )
    if not verdict.score_order_wins:
        return replace(shares, comparison=verdict)
    return replace(by_score, rule=rule.name, comparison=verdict, equal_shares=shares)
