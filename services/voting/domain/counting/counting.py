"""A poll's count: its paper and ballots, handed to the tally under the poll's rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from libs.shared.kernel.money import minor_digits
from services.voting.domain import tally
from services.voting.domain.casting.ballot import Ballot, Writing
from services.voting.domain.casting.kinds import KINDS
from services.voting.domain.counting.as_published import objections_of
from services.voting.domain.counting.rulings import conflicts_of, guaranteed_of, shares_of
from services.voting.domain.errors import CountsDisagree
from services.voting.domain.polls.poll import Equals, Poll, Weighed
from services.voting.domain.polls.typed_words import not_counted_because
from services.voting.domain.tally import Instance, Outcome, Profile, TieOrder, draw_lots
from services.voting.domain.tally.agreement.agreement import Agreement, agreement_of
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories import Explanation
from services.voting.domain.tally.lots import TieKey
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.pb.shares import sayable
from services.voting.domain.tally.progress import Watch, unwatched

PATIENCE_S = 60.0
"""What would have had to be otherwise takes dozens of counts for each loser: so long the officers wait for that."""

GroupedBallots = list[tuple[Ballot, int]]
"""Each distinct ballot, and how many people cast it; of one that counts differently by its channel, each part."""

CHAINS: Mapping[Equals, tuple[TieKey, ...]] = {
    "cheaper": ("cost-asc", "score", "lot"),
    "dearer": ("cost-desc", "score", "lot"),
    "more-votes": ("score", "cost-asc", "lot"),
    "lot": ("lot",),
}


@dataclass(frozen=True, slots=True)
class Weighing:
    """How many ballots have each weight, and the outcome if each counted once."""

    groups: tuple[tuple[Weighed, int], ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Count:
    """What the tally says and how it explains it, how many ballots are for each project, by its number, and in all.

    ``weighing`` is there where the poll weighs ballots, ``agreement`` where ballots have marks.
    """

    outcome: Outcome
    explanation: Explanation
    supporters: dict[int, int]
    people: int
    weighing: Weighing | None = None
    agreement: Agreement | None = None


def count(poll: Poll, ballots: GroupedBallots, watch: Watch = unwatched) -> Count:
    """The outcome of the poll's rule, ties broken by the lot that was committed to at publishing.

    Args:
        poll: The closed poll.
        ballots: Each distinct ballot, and how many people cast it.
        watch: Is told how far the count has come.

    Raises:
        CountsDisagree: if the second count has an objection.
    """
    assert poll.lot_seed is not None
    instance, profile, rule = instance_of(poll, people_in(ballots)), profile_of(poll, ballots), rule_of(poll)
    ties = TieOrder(CHAINS[poll.terms.equals], draw_lots(poll.lot_seed, instance.ids))
    watch("first-count", 0)
    outcome = tally.count(instance, profile, rule, ties=ties, watch=watch)
    watch("second-count", 0, outcome.added)
    if found := objections_of(poll, ballots, outcome, watch):
        raise CountsDisagree(found)
    watch("explanation", 0)
    told = explain(_in_areas(poll, instance), profile, rule, outcome, ties=ties, patience_s=PATIENCE_S)
    unweighted = _unweighted(poll, ballots, ties, watch)
    agreement = agreement_of(instance, profile, is_one_paper=not poll.papers)
    return Count(outcome, told, _supporters(poll, ballots), people_in(ballots), unweighted, agreement)


def _unweighted(poll: Poll, ballots: GroupedBallots, ties: TieOrder, watch: Watch) -> Weighing | None:
    """What the same ballots come to if each counts once, counted twice as well."""
    if not poll.weighing:
        return None
    plain = [(replace(ballot, weight=1), people) for ballot, people in ballots]
    instance, profile = instance_of(poll, people_in(plain)), profile_of(poll, plain)
    outcome = tally.count(instance, profile, rule_of(poll), ties=ties, watch=watch)
    if found := objections_of(poll, plain, outcome, watch, is_weighed=False):
        raise CountsDisagree([f"if each ballot counts once: {one}" for one in found])
    of_weight: dict[int, int] = {}
    for ballot, people in ballots:
        of_weight[ballot.weight] = of_weight.get(ballot.weight, 0) + people
    groups = tuple((one, of_weight.get(one.weight, 0)) for one in poll.weighing)
    return Weighing(groups, outcome)


def people_in(ballots: Iterable[tuple[Ballot, int]]) -> int:
    """How many took part."""
    return sum(people for _, people in ballots)


def instance_of(poll: Poll, took_part: int) -> Instance:
    """The paper, without what was withdrawn from it, and the budget; a project's id is its ballot number.

    If fewer took part than the poll asks for, nothing of it can be funded.
    """
    if poll.is_advice:
        return _options_of(poll)
    areas: dict[UUID | None, str] = {area.area_id: sayable(area.name) for area in poll.terms.area_money}
    projects = tuple(
        tally.Project(str(line.number), line.cost_cents, line.title, area=areas.get(line.area_id, ""))
        for line in poll.paper
    )
    ineligible = {str(number): not_counted_because(why) for number, why in poll.withdrawn.items()}
    if took_part < poll.terms.quorum:
        too_few = f"too few took part: {took_part}, where {poll.terms.quorum} were needed"
        ineligible = dict.fromkeys((project.id for project in projects), too_few) | ineligible
    return Instance(
        projects,
        poll.fund.budget_cents,
        digits=minor_digits(poll.fund.currency),
        conflicts=conflicts_of(poll),
        ineligible=ineligible,
        shares=shares_of(poll),
        guaranteed=guaranteed_of(poll),
    )


def _options_of(poll: Poll) -> Instance:
    """The paper of a poll that funds nothing, without what was withdrawn from it: there is no money, and no cost."""
    digits = minor_digits(poll.fund.currency)
    options = tuple(
        tally.Project(
            str(line.number),
            0,
            line.title,
            categories=(line.kind,),
            saving="" if line.saving_cents is None else format_amount(line.saving_cents, digits),
        )
        for line in poll.paper
    )
    withdrawn = {str(number): not_counted_because(why) for number, why in poll.withdrawn.items()}
    return Instance(options, 0, digits=digits, ineligible=withdrawn)


def _in_areas(poll: Poll, instance: Instance) -> Instance:
    """The same, each project in its area, by the area's id: the terms name those alone that have money of their own."""
    areas = {str(line.number): str(line.area_id or "") for line in poll.paper}
    return replace(instance, projects=tuple(replace(one, area=areas[one.id]) for one in instance.projects))


def profile_of(poll: Poll, ballots: Iterable[tuple[Ballot, int]]) -> Profile:
    """The ballots as they count, identical ones together. In a ranking the first place counts most, the next less."""
    position = {line.number: place for place, line in enumerate(poll.paper)}
    places = poll.terms.limits.max_choices
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for ballot, people in ballots:
        numbers, marks = ballot.numbers, ballot.marks or ()
        if ballot.writing is Writing.RANKED:
            ranked = sorted(zip(numbers, range(places, 0, -1), strict=False))
            numbers, marks = tuple(number for number, _ in ranked), tuple(mark for _, mark in ranked)
        key = tuple(position[number] for number in numbers), marks
        groups[key] = groups.get(key, 0) + people * ballot.weight
    method = tally.Method(poll.terms.method)
    return Profile.of_groups(method, len(poll.paper), groups, longest=places if method is tally.Method.RANKING else 0)


def rule_of(poll: Poll) -> tally.ScoreOrder | tally.EqualShares | tally.BoundedOverspending | tally.RankedList:
    """The rule that was published. Where voters pay from shares, one gains what the kind of ballot says."""
    terms = poll.terms
    if terms.rule == "ranked-list":
        return tally.RankedList()
    if terms.rule == "bos-equal-shares":
        return tally.BoundedOverspending(KINDS[terms.method].gain, terms.min_score)
    if terms.rule == "score-order":
        stretch, part = terms.ending == "stop-80", terms.ending == "stop-part"
        return tally.ScoreOrder(terms.ending != "skip", terms.min_score, stretch=stretch, part=part)
    completion = tally.Completion(terms.completion)
    gain = KINDS[terms.method].gain
    shares = tally.EqualShares(gain, completion, terms.min_score, terms.comparison)
    return replace(shares, integral=terms.whole_shares, step=terms.step)


def wish_for(rule: tally.Rule) -> dict[str, object]:
    """The terms with which a draft wishes for the rule; those of score order where no poll is counted so."""
    wish = {"rule": "score-order", "completion": "none", "min_score": rule.min_score, "comparison": False}
    wish |= {"whole_shares": False, "step": 1, "ending": "skip"}
    if isinstance(rule, tally.EqualShares):
        wish |= {"rule": "equal-shares", "completion": str(rule.completion), "comparison": rule.comparison}
        return wish | {"whole_shares": rule.integral, "step": rule.step}
    if isinstance(rule, tally.BoundedOverspending):
        wish["rule"] = "bos-equal-shares"
    if isinstance(rule, tally.RankedList):
        wish["rule"] = "ranked-list"
    if isinstance(rule, tally.ScoreOrder) and rule.stop:
        wish["ending"] = "stop-80" if rule.stretch else "stop-part" if rule.part else "stop"
    return wish


def equals_in(ties: TieOrder) -> Equals:
    """The term for the order among equals; where no poll knows the order, the cheaper goes first."""
    with_lot = (*(key for key in ties.keys if key != "lot"), "lot")
    return next((name for name, chain in CHAINS.items() if chain == with_lot), "cheaper")


def _supporters(poll: Poll, ballots: GroupedBallots) -> dict[int, int]:
    supporters = {line.number: 0 for line in poll.paper}
    for ballot, people in ballots:
        for number, mark in zip(ballot.numbers, ballot.marks or (1,) * len(ballot.numbers), strict=True):
            supporters[number] += people if mark > 0 else 0
    return supporters
