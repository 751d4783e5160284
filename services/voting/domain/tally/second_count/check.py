"""The second count: checks an outcome against the ballots, written apart from the engine and sharing no code with it.

It does not search: it follows the published trace and verifies each step in whole numbers. A count without objections
proves: every voter paid at most her share, every project was paid in full by its supporters alone, nothing cheaper was
passed over, and under Add1 no repetition before the accepted one overspends.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from services.voting.domain.tally.lots import TieOrder
from services.voting.domain.tally.outcome import Comparison, Outcome
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.progress import Watch, unwatched
from services.voting.domain.tally.rule import Completion, EqualShares, Phragmen, ScoreOrder
from services.voting.domain.tally.second_count.paper import Paper, precedence
from services.voting.domain.tally.second_count.phragmen import against_phragmen
from services.voting.domain.tally.second_count.run import Ballots, Followed, Purchases, Support, against_run

CheckableRule = ScoreOrder | EqualShares | Phragmen
_ADDS_NOTHING = (Completion.NONE, Completion.UTILITARIAN)


def objections(
    instance: Instance,
    ballots: Ballots,
    rule: CheckableRule,
    order: TieOrder,
    outcome: Outcome,
    watch: Watch = unwatched,
) -> list[str]:
    """What is wrong with the outcome; nothing if the second count agrees.

    Args:
        instance: Projects and budget.
        ballots: Each distinct ballot as marks by project id, and how many people cast it.
        rule: The published rule.
        order: What decides among equals.
        outcome: The engine's.
        watch: Is told how many of the repetitions are checked.
    """
    scores = dict.fromkeys(instance.ids, 0)
    for ballot, people in ballots:
        for id_, mark in ballot.items():
            scores[id_] += mark * people
    paper = Paper(instance, scores, rule.min_score, [])
    first = precedence(instance, order, scores)
    if isinstance(rule, EqualShares) and rule.comparison:
        return _against_comparison(paper, ballots, rule, order, outcome, watch)
    if isinstance(rule, Phragmen):
        found = against_phragmen(paper, ballots, first, outcome)
    elif isinstance(rule, EqualShares):
        found = _EqualShares(paper, Support(instance, ballots, rule.utility), rule, first, outcome).objections(watch)
        if rule.completion in (Completion.UTILITARIAN, Completion.ADD1_UTILITARIAN):
            found += _against_score_order(paper, ScoreOrder(), first, outcome)
    else:
        found = _against_score_order(paper, rule, first, outcome)
    if list(outcome.winners) != paper.funded:
        found.append(f"the winners are {', '.join(paper.funded)}")
    may_exceed = isinstance(rule, ScoreOrder) and rule.stretch
    if outcome.cost != paper.spent or (paper.spent > instance.budget and not may_exceed):
        found.append(f"the winners cost {paper.spent}")
    return found


def _against_score_order(
    paper: Paper, rule: ScoreOrder, first: Mapping[str, tuple[int, ...]], outcome: Outcome
) -> list[str]:
    _fund_by_score(paper, rule, first)
    return [] if set(paper.funded) == set(outcome.winners) else ["score order funds other projects"]


def _fund_by_score(paper: Paper, rule: ScoreOrder, first: Mapping[str, tuple[int, ...]]) -> None:
    costs = paper.costs

    def key(id_: str) -> tuple[bool, Fraction, tuple[int, ...]]:
        worth = Fraction(paper.scores[id_], costs[id_] if rule.per_cost and costs[id_] else 1)
        return costs[id_] > 0, -worth, first[id_]

    for id_ in sorted(set(costs) - set(paper.funded), key=key):
        if not paper.is_open(id_) or paper.scores[id_] <= 0:
            continue
        if paper.spent + costs[id_] <= paper.instance.budget:
            paper.funded.append(id_)
        elif rule.stop:
            if rule.stretch and 5 * (paper.instance.budget - paper.spent) >= 4 * costs[id_]:
                paper.funded.append(id_)
            break


def _against_comparison(
    paper: Paper, ballots: Ballots, rule: EqualShares, order: TieOrder, outcome: Outcome, watch: Watch
) -> list[str]:
    """Both outcomes are checked, and how many voters have more of their projects under which."""
    shares = outcome.equal_shares or outcome
    found = objections(paper.instance, ballots, replace(rule, comparison=False), order, shares, watch)
    _fund_by_score(paper, ScoreOrder(), precedence(paper.instance, order, paper.scores))
    more, fewer = 0, 0
    for ballot, people in ballots:
        wanted = {id_ for id_, mark in ballot.items() if mark > 0}
        difference = len(wanted & {*paper.funded}) - len(wanted & {*shares.winners})
        more += people if difference > 0 else 0
        fewer += people if difference < 0 else 0
    if outcome.comparison != Comparison(prefer_equal_shares=fewer, prefer_score_order=more):
        found.append(f"{fewer} voters have more under equal shares, {more} under score order")
    if outcome.winners != (tuple(paper.funded) if more > fewer else shares.winners):
        found.append("the comparison chooses the other outcome")
    return found


class _EqualShares:
    """The check of an outcome by Equal Shares, repetition by repetition; ``paper`` gets what the accepted one funds."""

    def __init__(
        self,
        paper: Paper,
        support: Support,
        rule: EqualShares,
        first: Mapping[str, tuple[int, ...]],
        outcome: Outcome,
    ) -> None:
        self._paper, self._support, self._rule, self._first, self._outcome = paper, support, rule, first, outcome
        self._share = Fraction(paper.instance.budget, max(support.voters, 1))
        self._unit = 10**paper.instance.digits

    def objections(self, watch: Watch) -> list[str]:
        outcome = self._outcome
        if outcome.endowment != self._share + outcome.added * self._unit:
            return ["the endowment is not an equal share and the units added"]
        if outcome.added and self._rule.completion in _ADDS_NOTHING:
            return ["the rule adds nothing to the shares"]
        found, before = self._against_earlier(watch)
        if found:
            return found
        found = self._against_refused()
        found += self._follow(outcome.added, outcome.purchases, before, self._paper)
        if not outcome.refused and not found and self._could_add(self._paper):
            found.append("nothing says why no more units were added")
        return found

    def _against_earlier(self, watch: Watch) -> tuple[list[str], Followed | None]:
        """Of no repetition before the accepted one may it be said that it overspends, or that it was enough."""
        before = None
        for number, repetition in enumerate(self._outcome.earlier):
            watch("second-count", number, len(self._outcome.earlier))
            paper = self._paper.blank()
            bought = [(id_, Fraction(above, below)) for id_, above, below in repetition.bought]
            found = self._follow(repetition.added, bought, before, paper)
            was_enough = self._rule.completion is Completion.ADD1_EXHAUSTIVE and not self._could_add(paper)
            if paper.spent > paper.instance.budget or (was_enough and not found):
                found.append(f"the repetition with {repetition.added} units more ends the count")
            if found:
                return found, None
            before = Followed(repetition.added, bought)
        return [], before

    def _against_refused(self) -> list[str]:
        if not self._outcome.refused:
            return []
        beyond, added = self._paper.blank(), self._outcome.added + 1
        last = Followed(self._outcome.added, ())
        found = self._follow(added, self._outcome.refused, last, beyond)
        return found if beyond.spent > beyond.instance.budget else [*found, "one unit more would not overspend"]

    def _follow(self, added: int, bought: Purchases, before: Followed | None, paper: Paper) -> list[str]:
        """What is wrong with the repetition, and with the claim that it follows on the one before.

        Between two repetitions that buy the same, with a price of the first that is below every rival's of the second,
        all others buy the same, too: with more money nobody has less left, so no price is higher.
        """
        if added > 0 and before is None:
            return ["the repetition with nothing added is missing"]
        leaps = before is not None and added != before.added + 1
        ceilings = None
        if before is not None and leaps:
            if added <= before.added or [id_ for id_, _ in bought] != [id_ for id_, _ in before.bought]:
                return [f"nothing is known of the repetitions after {before.added} units"]
            ceilings = [price for _, price in before.bought]
        return against_run(paper, self._support, self._first, bought, self._share + added * self._unit, ceilings)

    def _could_add(self, paper: Paper) -> bool:
        if self._rule.completion in _ADDS_NOTHING:
            return False
        wanted = {id_ for id_ in self._support.wanted if paper.is_open(id_)}
        if self._rule.completion is Completion.ADD1_EXHAUSTIVE:
            wanted = {id_ for id_ in wanted if paper.spent + paper.costs[id_] <= paper.instance.budget}
        return bool(wanted)
