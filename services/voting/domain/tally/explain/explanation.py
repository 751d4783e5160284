"""Explains a count: each winner, each loser, and the outcome as a whole."""

from dataclasses import replace
from fractions import Fraction
from math import inf
from time import monotonic

from services.voting.domain.tally.count import count
from services.voting.domain.tally.explain.bounded_stories import BoundedStories
from services.voting.domain.tally.explain.equal_shares_stories import EqualSharesStories
from services.voting.domain.tally.explain.flow import flow_of
from services.voting.domain.tally.explain.phragmen_stories import PhragmenStories
from services.voting.domain.tally.explain.reach import parts_of, reach_of
from services.voting.domain.tally.explain.stories import Explanation, LoserStory, OutcomeStory, WinnerStory
from services.voting.domain.tally.explain.underserved import underserved
from services.voting.domain.tally.explain.what_if import Recount
from services.voting.domain.tally.lots import Precedence, TieOrder
from services.voting.domain.tally.outcome import Outcome, Verdict
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Profile
from services.voting.domain.tally.rule import BoundedOverspending, EqualShares, Phragmen, RankedList, Rule, ScoreOrder
from services.voting.domain.tally.rules.bounded_overspending import BoundedOverspendingCount
from services.voting.domain.tally.rules.equal_shares import EqualSharesCount
from services.voting.domain.tally.rules.phragmen import PhragmenCount
from services.voting.domain.tally.rules.purse import Purse
from services.voting.domain.tally.rules.scores import totals as totals_of
from services.voting.domain.tally.rules.supporters import box_of
from services.voting.domain.tally.stages import stages_of

_COULD_HAVE_WON = (Verdict.NOT_AFFORDABLE, Verdict.DOES_NOT_FIT, Verdict.AFTER_STOP, Verdict.BELOW_MINIMUM)


def explain(
    instance: Instance,
    profile: Profile,
    rule: Rule,
    outcome: Outcome,
    *,
    ties: TieOrder | None = None,
    what_if: bool = True,
    patience_s: float = inf,
) -> Explanation:
    """The stories of a count.

    Args:
        instance: The projects and the budget that were counted.
        profile: The ballots that were counted.
        rule: The rule that was counted by.
        outcome: What ``count`` said of them.
        ties: What decided among equals.
        what_if: Count again, dozens of times for each loser, to say how close it came.
        patience_s: For how many seconds at most, about; those who came closest are looked at first.
    """
    order = ties or TieOrder()
    winners, losers = _stories(instance, profile, rule, order, outcome)
    losers = tuple(_with_ends(outcome, loser) for loser in losers)
    if what_if:
        losers = _with_what_if(Recount(instance, profile, rule, order, outcome), losers, patience_s)
    story = _outcome_story(instance, profile, rule, order, outcome)
    return Explanation(winners, losers, story, flow_of(instance, outcome, winners))


_Stories = tuple[tuple[WinnerStory, ...], tuple[LoserStory, ...]]


def _stories(instance: Instance, profile: Profile, rule: Rule, order: TieOrder, outcome: Outcome) -> _Stories:
    if outcome.stages:
        return _stories_of_stages(instance, profile, rule, order, outcome)
    totals = totals_of(instance, profile)
    precedence = Precedence(instance, replace(order, refuse=False), totals)
    if isinstance(rule, EqualShares) and outcome.endowment is not None:
        engine = EqualSharesCount(instance, profile, rule, totals, precedence)
        run = engine.played(outcome.added)
        told = EqualSharesStories(instance.ids, engine.box, engine.supporters, run, outcome)
        return told.winners, told.losers
    if isinstance(rule, BoundedOverspending):
        purse = Purse(instance, totals, rule.min_score)
        fresh = BoundedOverspendingCount(instance, profile, rule, totals, precedence, purse)
        crowds = {instance.ids[place]: crowd for place, crowd in fresh.crowds.items()}
        bounded = BoundedStories(crowds, fresh.holdings, outcome)
        return bounded.winners, bounded.losers
    if isinstance(rule, Phragmen):
        phragmen = PhragmenCount(instance, profile, totals, precedence, Purse(instance, totals, rule.min_score))
        phragmen.run()
        rows = len(profile.weights)
        stories = PhragmenStories(instance.ids, phragmen.supporters, rows, phragmen.end, outcome)
        return stories.winners, stories.losers
    lost = [outcome.why(project) for project in outcome.losers]
    return (), tuple(LoserStory(s.project, s.verdict, s.round, s.missing, reason=s.reason) for s in lost)


def _stories_of_stages(instance: Instance, profile: Profile, rule: Rule, order: TieOrder, outcome: Outcome) -> _Stories:
    """Each winner's story is of the stage that funded it, each loser's of the last in which it competed."""
    winners: list[WinnerStory] = []
    losers: dict[str, LoserStory] = {}
    for stage, counted in stages_of(instance, profile, outcome):
        of_stage = replace(counted, trace=tuple(step for step in counted.trace if step.project not in stage.excluded))
        won, lost = _stories(stage.instance, stage.profile, rule, order, of_stage)
        winners += (replace(story, stage=stage.name) for story in won)
        losers |= {story.project: replace(story, stage=stage.name) for story in lost}
        for id_, rival in stage.excluded.items():
            losers[id_] = LoserStory(id_, Verdict.CONFLICT, 0, None, reason=rival, stage=stage.name)
    return tuple(winners), tuple(losers[id_] for id_ in outcome.losers)


def _with_ends(outcome: Outcome, loser: LoserStory) -> LoserStory:
    id_ = loser.project
    return replace(loser, missing_in_the_end=outcome.lacking(id_), rest_lacked=outcome.rest_lacked(id_))


def _with_what_if(recount: Recount, losers: tuple[LoserStory, ...], patience_s: float) -> tuple[LoserStory, ...]:
    """The losers, each with how close it came, as far as there is time: the closest first."""
    ends, measured = monotonic() + patience_s, {}
    for loser in sorted(losers, key=_distance):
        if monotonic() >= ends:
            break
        if loser.verdict in _COULD_HAVE_WON:
            measured[loser.project] = _measured(recount, loser)
    return tuple(measured.get(loser.project, loser) for loser in losers)


def _distance(loser: LoserStory) -> Fraction:
    """What was missing; where nothing of the kind is known, it comes first, as it costs little to look."""
    return loser.missing or Fraction(0)


def _measured(recount: Recount, loser: LoserStory) -> LoserStory:
    position = recount.instance.ids.index(loser.project)
    cost, votes = recount.wins_at_cost(position), recount.wins_with_votes(position)
    return replace(loser, wins_at_cost=cost, wins_with_votes=votes, is_measured=True)


def _outcome_story(instance: Instance, profile: Profile, rule: Rule, order: TieOrder, outcome: Outcome) -> OutcomeStory:
    box = box_of(profile, by_points=False)
    by_score = outcome
    if not isinstance(rule, RankedList):  # which funds nothing, so there is nothing to hold beside it
        by_score = count(instance, profile, ScoreOrder(min_score=rule.min_score), ties=replace(order, refuse=False))
    return OutcomeStory(
        reach=reach_of(instance, box, outcome.winners),
        areas=parts_of(_as_paid(instance, outcome), box, outcome.winners, lambda project: (project.area,)),
        categories=parts_of(_as_paid(instance, outcome), box, outcome.winners, lambda project: project.categories),
        score_order_winners=by_score.winners,
        score_order_cost=by_score.cost,
        score_order_reach=reach_of(instance, box, by_score.winners),
        underserved=underserved(instance, box, outcome.winners),
        score_order_underserved=underserved(instance, box, by_score.winners),
    )


def _as_paid(instance: Instance, outcome: Outcome) -> Instance:
    """The instance in which a project that is funded in part costs what it gets."""
    without = outcome.in_part
    projects = (replace(project, cost=project.cost - without.get(project.id, 0)) for project in instance.projects)
    return replace(instance, projects=tuple(projects))
