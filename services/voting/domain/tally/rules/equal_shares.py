"""The Method of Equal Shares with its completions: runs, and what the published trace says of them."""

from fractions import Fraction

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.outcome import Outcome, Repetitions, Step, Verdict
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.progress import Watch, unwatched
from services.voting.domain.tally.rule import EqualShares, ScoreOrder, Utility
from services.voting.domain.tally.rules.add1 import Accepted, until
from services.voting.domain.tally.rules.equal_shares_run import EqualSharesRun
from services.voting.domain.tally.rules.orders import Orders
from services.voting.domain.tally.rules.purse import Obstacle, Purse
from services.voting.domain.tally.rules.score_order import ScoreOrderCount
from services.voting.domain.tally.rules.supporters import box_of, supporters_of

PHASE = "equal-shares"


class EqualSharesCount:
    """One count by Equal Shares: every run shares the same supporters."""

    def __init__(
        self,
        instance: Instance,
        profile: Profile,
        rule: EqualShares,
        scores: Ints,
        precedence: Precedence,
        watch: Watch = unwatched,
    ) -> None:
        self._instance, self._rule, self._scores, self._precedence = instance, rule, scores, precedence
        self._watch = watch
        self._step_units, self._share = step_and_share(instance, rule, profile.voters)
        self.box = box_of(profile, by_points=rule.utility is Utility.POINTS)
        costs = [project.cost for project in instance.projects]
        units = [max(cost, 1) for cost in costs] if rule.utility is Utility.COST else [1] * len(costs)
        self._purse = Purse(instance, scores, rule.min_score)
        self.supporters = supporters_of(self.box, costs, units)
        self._electorate = [s for s in self.supporters if s.stake and not self._purse.bar(s.position)]

    def outcome(self) -> Outcome:
        """The winners and the way there."""
        accepted = self._accepted_run()
        run = accepted.run
        ties = [
            self._precedence.tie(number, purchase.tied)
            for number, purchase in enumerate(run.purchases, 1)
            if len(purchase.tied) > 1
        ]
        trace = self._trace(run)
        if self._rule.completion.spends_the_rest:
            rest = ScoreOrderCount(self._instance, self._scores, self._precedence, run.purse, ScoreOrder())
            rest.run()
            trace, ties = trace + rest.steps, ties + rest.ties
        winners = tuple(self._instance.projects[position].id for position in run.purse.funded)
        return Outcome(
            rule=self._rule.name,
            winners=winners,
            cost=run.purse.spent,
            budget=self._instance.budget,
            digits=self._instance.digits,
            voters=self.box.voters,
            ties=tuple(ties),
            trace=tuple(trace),
            endowment=run.endowment,
            added=accepted.added,
            refused=self._bought(accepted.refused),
            earlier=self._repetitions(accepted),
        )

    def played(self, added: int) -> EqualSharesRun:
        """The run with so many units added."""
        run = self._start(added)
        run.play()
        return run

    def _accepted_run(self) -> Accepted:
        if not self._rule.completion.adds:
            return Accepted(self.played(0))
        supported = sum(supporters.cost for supporters in self._electorate)
        most = -(-supported // self._step_units)
        orders = Orders(self.box, self._electorate, self._precedence, self._start, most)
        is_enough = self._nothing_fits if self._rule.completion.is_exhaustive else _never
        return until(is_enough, orders, self.played, self._watch)

    def _bought(self, run: EqualSharesRun | None) -> tuple[tuple[str, Fraction], ...]:
        purchases = run.purchases if run else []
        return tuple((self._instance.projects[purchase.position].id, purchase.price) for purchase in purchases)

    def _repetitions(self, accepted: Accepted) -> tuple[Repetitions, ...]:
        ids = self._instance.ids if accepted.earlier else ()
        return tuple(
            Repetitions(same.first, same.last, tuple(ids[position] for position in same.purse.funded))
            for same in accepted.earlier
        )

    def _start(self, added: int) -> EqualSharesRun:
        endowment = self._share + added * self._step_units
        return EqualSharesRun(self.box, self._electorate, endowment, self._purse.copy(), self._precedence)

    def _nothing_fits(self, purse: Purse) -> bool:
        """Whether none of the projects that anyone wants fits any more."""
        rest = {supporters.position for supporters in self._electorate} - set(purse.funded)
        return all(purse.bar(position) or purse.lack(position) for position in rest)

    def _trace(self, run: EqualSharesRun) -> list[Step]:
        ids, scores = self._instance.ids, self._scores.tolist()
        steps = [
            Step(number, ids[bought.position], Verdict.FUNDED, PHASE, scores[bought.position], bought.price)
            for number, bought in enumerate(run.purchases, 1)
        ]
        last = max(len(steps), 1)
        for position in sorted(set(range(len(ids))).difference(run.purse.funded)):
            verdict, missing, reason = run.purse.bar(position) or self._unaffordable(position, run)
            steps.append(Step(last, ids[position], verdict, PHASE, scores[position], None, missing, reason))
        return steps

    def _unaffordable(self, position: int, run: EqualSharesRun) -> Obstacle:
        supporters = self.supporters[position]
        if not supporters.stake:
            return Obstacle(Verdict.NO_SUPPORT)
        whole = run.money.denominator
        missing = supporters.cost * whole - run.money.total(supporters.rows)
        return Obstacle(Verdict.NOT_AFFORDABLE, Fraction(missing, whole))


def step_and_share(instance: Instance, rule: EqualShares, voters: int) -> tuple[int, Fraction]:
    """What Add1 adds each time, and what each voter begins with, in minor units.

    Raises:
        InstanceIsInconsistent: if nothing is added, so that a step or whole endowments have no use; or the step is
            none.
    """
    if not rule.completion.adds and (rule.integral or rule.step != 1):
        raise InstanceIsInconsistent("whole endowments and a step have a use with Add1 only")
    if rule.step < 1:
        raise InstanceIsInconsistent("a step is at least one currency unit")
    share = Fraction(instance.budget, max(voters, 1))
    return rule.step * instance.unit, Fraction(share // instance.unit * instance.unit) if rule.integral else share


def _never(_: Purse) -> bool:
    return False
