from fractions import Fraction
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Instance,
    Outcome,
    Profile,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import plain_election
from tests.support.plain_equal_shares import plain_add1, plain_run

Election = tuple[Instance, Profile]
utilities = st.sampled_from([Utility.COST, Utility.CARDINALITY])


@settings(max_examples=400, deadline=None)
@given(approval_elections(), utilities)
def test_one_run_buys_what_the_definition_buys_at_the_same_prices(election: Election, utility: Utility) -> None:
    instance, profile = election

    outcome = count(instance, profile, EqualShares(utility, Completion.NONE))

    plain = plain_election(instance, profile, utility)
    assert _bought(outcome) == plain_run(plain, Fraction(instance.budget, profile.voters))


@settings(max_examples=200, deadline=None)
@given(points_elections())
def test_points_buy_what_the_definition_buys_at_the_same_prices(election: Election) -> None:
    instance, profile = election

    outcome = count(instance, profile, EqualShares(Utility.POINTS, Completion.NONE))

    plain = plain_election(instance, profile, Utility.POINTS)
    assert _bought(outcome) == plain_run(plain, Fraction(instance.budget, profile.voters))


@settings(max_examples=150, deadline=None)
@given(approval_elections(), utilities)
def test_leaping_add1_ends_where_stepping_through_every_endowment_ends(election: Election, utility: Utility) -> None:
    instance, profile = election

    outcome = count(instance, profile, EqualShares(utility, Completion.ADD1))

    assert _bought(outcome) == plain_add1(plain_election(instance, profile, utility))


@settings(max_examples=100, deadline=None)
@given(approval_elections())
def test_exhaustive_add1_ends_at_the_first_run_after_which_nothing_fits(election: Election) -> None:
    instance, profile = election
    wanted = {id_ for ballot, _ in profile.ballots(instance.ids) for id_ in ballot}
    costs = {project.id: project.cost for project in instance.projects if project.id in wanted}

    def nothing_fits(bought: list[tuple[str, Fraction]]) -> bool:
        left = instance.budget - sum(costs[project] for project, _ in bought)
        return all(cost > left for project, cost in costs.items() if project not in dict(bought))

    outcome = count(instance, profile, EqualShares(completion=Completion.ADD1_EXHAUSTIVE))

    assert _bought(outcome) == plain_add1(plain_election(instance, profile, Utility.COST), nothing_fits)


@settings(max_examples=100, deadline=None)
@given(approval_elections(), st.sampled_from(list(Completion)))
def test_no_completion_exceeds_the_budget_or_funds_what_nobody_wants(
    election: Election, completion: Completion
) -> None:
    instance, profile = election

    outcome = count(instance, profile, EqualShares(completion=completion))

    assert outcome.cost <= outcome.budget
    bought = [step for step in outcome.trace if step.verdict is Verdict.FUNDED and step.phase == "equal-shares"]
    assert all(step.score > 0 for step in bought)


@settings(max_examples=100, deadline=None)
@given(approval_elections(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_projects_does_not_matter(election: Election, random: Random) -> None:
    instance, profile = election
    lots = TieOrder(("lot",), lots=instance.ids)
    shuffled = Instance(tuple(random.sample(instance.projects, len(instance.projects))), instance.budget, digits=0)
    ballots = [ballot for ballot, people in profile.ballots(instance.ids) for _ in range(people)]
    random.shuffle(ballots)

    before = count(instance, profile, EqualShares(), ties=lots)
    after = count(shuffled, Profile.of_ballots(shuffled.ids, profile.method, ballots), EqualShares(), ties=lots)

    assert after.winners == before.winners
    assert _bought(after) == _bought(before)


@settings(max_examples=100, deadline=None)
@given(approval_elections())
def test_grouping_identical_ballots_changes_nothing(election: Election) -> None:
    instance, profile = election
    apart = _ungrouped(profile)

    assert _bought(count(instance, apart, EqualShares())) == _bought(count(instance, profile, EqualShares()))


def _bought(outcome: Outcome) -> list[tuple[str, Fraction]]:
    return [(step.project, step.price) for step in outcome.trace if step.price is not None]


def _ungrouped(profile: Profile) -> Profile:
    sizes = np.diff(profile.starts)
    rows = np.repeat(np.arange(len(profile.weights)), profile.weights)
    starts = np.concatenate(([0], np.cumsum(sizes[rows])))
    spans = [profile.choices[profile.starts[row] : profile.starts[row + 1]] for row in rows]
    choices = np.concatenate([*spans, np.empty(0, np.int64)])
    return Profile(profile.method, profile.projects, np.ones(len(rows), np.int64), starts, choices)
