"""The one way in: an instance, a profile and a rule give an outcome."""

from services.voting.domain.tally.equal_shares import EqualSharesCount
from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.instance import Instance
from services.voting.domain.tally.lots import Precedence, TieOrder
from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.profile import Profile
from services.voting.domain.tally.purse import Purse
from services.voting.domain.tally.rules import EqualShares, Rule, ScoreOrder
from services.voting.domain.tally.score_order import ScoreOrderCount
from services.voting.domain.tally.scores import scores


def count(instance: Instance, profile: Profile, rule: Rule, *, ties: TieOrder | None = None) -> Outcome:
    """The outcome of the rule. The same input gives the same outcome, whatever the order of the ballots.

    Raises:
        InstanceIsInconsistent: if profile and instance do not have the same number of projects.
        TieNeedsDecision: if the tie order refuses to decide and there is a tie.
    """
    if profile.projects != len(instance.projects):
        raise InstanceIsInconsistent("the profile has another number of projects than the instance")
    totals = scores(profile)
    precedence = Precedence(instance, ties or TieOrder(), totals)
    match rule:
        case EqualShares():
            return EqualSharesCount(instance, profile, rule, totals, precedence).outcome()
        case ScoreOrder():
            one_pass = ScoreOrderCount(instance, totals, precedence, Purse(instance, totals, rule.min_score))
            one_pass.run(rule)
            return _as_outcome(instance, profile, rule, one_pass)


def _as_outcome(instance: Instance, profile: Profile, rule: ScoreOrder, one_pass: ScoreOrderCount) -> Outcome:
    winners = tuple(instance.projects[position].id for position in one_pass.purse.funded)
    return Outcome(
        rule=rule.name,
        winners=winners,
        cost=one_pass.purse.spent,
        budget=instance.budget,
        digits=instance.digits,
        voters=profile.voters,
        ties=tuple(one_pass.ties),
        trace=tuple(one_pass.steps),
    )
