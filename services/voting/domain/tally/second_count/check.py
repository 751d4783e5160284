"""The second count: checks an outcome against the ballots, written apart from the engine and sharing no code with it.

It does not search: it follows the published trace and verifies each step in whole numbers. A count without objections
proves: every voter paid at most her share, every project was paid in full by its supporters alone, nothing cheaper was
passed over, and under Add1 no repetition before the accepted one overspends.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from services.voting.domain.tally.lots import TieOrder
from services.voting.domain.tally.outcome import Comparison, Outcome, Repetitions
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.progress import Watch, unwatched
from services.voting.domain.tally.rule import BoundedOverspending, EqualShares, Phragmen, RankedList, ScoreOrder
from services.voting.domain.tally.second_count.bounded_overspending import against_bounded_overspending
from services.voting.domain.tally.second_count.paper import Paper, precedence
from services.voting.domain.tally.second_count.phragmen import against_phragmen
from services.voting.domain.tally.second_count.ranked_list import against_ranked_list
from services.voting.domain.tally.second_count.repetitions import Claim
from services.voting.domain.tally.second_count.run import Ballots, Purchases, Support, against_run
from services.voting.domain.tally.second_count.stages import against_stages

CheckableRule = ScoreOrder | EqualShares | BoundedOverspending | Phragmen | RankedList


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
    if instance.guaranteed and not isinstance(rule, RankedList):
        return against_stages(
            instance,
            ballots,
            outcome,
            lambda stage, heard, counted: objections(stage, heard, rule, order, counted, watch),
        )
    scores = {id_: instance.paper_totals.get(id_, 0) for id_ in instance.ids}
    for ballot, people in ballots:
        for id_, mark in ballot.items():
            scores[id_] += mark * people
    paper = Paper(instance, scores, rule.min_score, [])
    first = precedence(instance, order, scores)
    if isinstance(rule, EqualShares) and rule.comparison:
        return _against_comparison(paper, ballots, rule, order, outcome, watch)
    if isinstance(rule, RankedList):
        found = against_ranked_list(paper, outcome)
    elif isinstance(rule, Phragmen):
        found = against_phragmen(paper, ballots, first, outcome)
    elif isinstance(rule, BoundedOverspending):
        support = Support(instance, ballots, rule.utility)
        found = against_bounded_overspending(paper, support, first, outcome)
    elif isinstance(rule, EqualShares):
        found = _EqualShares(paper, Support(instance, ballots, rule.utility), rule, first, outcome).objections(watch)
        if rule.completion.spends_the_rest:
            found += _against_score_order(paper, ScoreOrder(), first, outcome)
    else:
        found = _against_score_order(paper, rule, first, outcome)
    return found + _against_winners(paper, rule, outcome)


def _against_winners(paper: Paper, rule: CheckableRule, outcome: Outcome) -> list[str]:
    found = []
    if list(outcome.winners) != paper.funded:
        found.append(f"the winners are {', '.join(paper.funded)}")
    may_exceed = isinstance(rule, ScoreOrder) and rule.stretch
    spent = paper.spent
    if isinstance(rule, ScoreOrder) and rule.part:
        spent = min(spent, paper.instance.budget)
        found += _against_parts(paper, outcome)
    if outcome.cost != spent or (spent > paper.instance.budget and not may_exceed):
        found.append(f"the winners cost {spent}")
    return found


def _against_parts(paper: Paper, outcome: Outcome) -> list[str]:
    """Of a project that is funded in part, so much is missing as all winners cost beyond the budget."""
    beyond = paper.spent - paper.instance.budget
    parts = {paper.funded[-1]: beyond} if beyond > 0 else {}
    return [] if outcome.in_part == parts else [f"of the last project {max(beyond, 0)} is missing"]


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
            left = paper.instance.budget - paper.spent
            if (rule.stretch and 5 * left >= 4 * costs[id_]) or (rule.part and left > 0):
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
        one = 10**paper.instance.digits
        self._unit = one * rule.step
        if rule.integral:
            self._share = Fraction(self._share // one * one)

    def objections(self, watch: Watch) -> list[str]:
        outcome = self._outcome
        if outcome.endowment != self._share + outcome.added * self._unit:
            return ["the endowment is not an equal share and the units added"]
        if outcome.added and not self._rule.completion.adds:
            return ["the rule adds nothing to the shares"]
        if found := self._against_earlier(watch):
            return found
        found = self._against_refused()
        found += self._against(outcome.added, outcome.purchases, self._paper)
        if not outcome.refused and not found and self._could_add(self._paper):
            found.append("nothing says why no more units were added")
        return found

    def _against_earlier(self, watch: Watch) -> list[str]:
        """All repetitions before the accepted one are there, and of none may it be said that it ends the count."""
        claim = Claim(self._paper, self._support, self._first, self._share, self._unit)
        known = 0
        for some in self._outcome.earlier:
            if some.first != known or some.last < some.first:
                break
            watch("second-count", known, self._outcome.added)
            found = claim.objections(some.first, some.last, some.bought) or self._would_end(some)
            if found:
                return found
            known = some.last + 1
        return [] if known == self._outcome.added else [f"nothing is known of the repetition with {known} units more"]

    def _would_end(self, some: Repetitions) -> list[str]:
        paper = self._paper.blank()
        paper.funded.extend(some.bought)
        was_enough = self._rule.completion.is_exhaustive and not self._could_add(paper)
        if paper.spent <= paper.instance.budget and not was_enough:
            return []
        return [f"the repetition with {some.first} units more ends the count"]

    def _against_refused(self) -> list[str]:
        if not self._outcome.refused:
            return []
        beyond = self._paper.blank()
        found = self._against(self._outcome.added + 1, self._outcome.refused, beyond)
        return found if beyond.spent > beyond.instance.budget else [*found, "one unit more would not overspend"]

    def _against(self, added: int, bought: Purchases, paper: Paper) -> list[str]:
        return against_run(paper, self._support, self._first, bought, self._share + added * self._unit)

    def _could_add(self, paper: Paper) -> bool:
        if not self._rule.completion.adds:
            return False
        wanted = {id_ for id_ in self._support.wanted if paper.is_open(id_)}
        if self._rule.completion.is_exhaustive:
            wanted = {id_ for id_ in wanted if paper.spent + paper.costs[id_] <= paper.instance.budget}
        return bool(wanted)
