"""Two stages: what is guaranteed to areas is counted first, each among its own projects; the rest is for all."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BoundedOverspending,
    BudgetShare,
    Completion,
    EqualShares,
    Instance,
    InstanceIsInconsistent,
    Method,
    Outcome,
    Phragmen,
    Profile,
    Rule,
    ScoreOrder,
    Step,
    Tie,
    TieOrder,
    Utility,
    Verdict,
    WelfareMaximum,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.second_count.check import CheckableRule, objections
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals

RULES: list[Rule] = [
    ScoreOrder(),
    ScoreOrder(stop=True, min_score=2),
    ScoreOrder(per_cost=True),
    *(EqualShares(utility, completion) for utility in (Utility.COST, Utility.CARDINALITY) for completion in Completion),
    EqualShares(completion=Completion.ADD1, integral=True, step=2),
    Phragmen(),
    BoundedOverspending(),
    WelfareMaximum(),
]


BY_SCORE = ScoreOrder()


def pots(**areas: tuple[str, int]) -> tuple[BudgetShare, ...]:
    """Guaranteed parts, each with its projects and its money."""
    return tuple(BudgetShare(name, frozenset(ids), money) for name, (ids, money) in areas.items())


def counted(instance: Instance, votes: list[str], rule: CheckableRule = BY_SCORE) -> Outcome:
    """The outcome, to which the second count has no objection."""
    profile = approvals(instance, votes)
    outcome = count(instance, profile, rule)
    assert objections(instance, list(profile.ballots(instance.ids)), rule, TieOrder(), outcome) == []
    return outcome


@st.composite
def staged_elections(draw: st.DrawFn) -> tuple[Instance, Profile]:
    """A small election of which parts of the budget are guaranteed to some of its projects."""
    instance, profile = draw(approval_elections())
    area_of = [draw(st.sampled_from(["north", "south", "", ""])) for _ in instance.ids]
    areas = {name: frozenset(i for i, of in zip(instance.ids, area_of, strict=True) if of == name) for name in area_of}
    areas.pop("", None)
    shares = {name: draw(st.integers(1, max(1, instance.budget))) for name in areas}
    if sum(shares.values()) > instance.budget:
        shares = dict.fromkeys(areas, instance.budget // len(areas))
    found = tuple(BudgetShare(name, ids, shares[name]) for name, ids in areas.items() if shares[name])
    conflicts = draw(st.lists(st.frozensets(st.sampled_from(instance.ids), min_size=1, max_size=3), max_size=2))
    limits = draw(st.lists(st.integers(0, instance.budget), max_size=1))
    parks = frozenset(instance.ids[::2])
    ruled = tuple(BudgetShare("parks", parks, limit) for limit in limits)
    out = draw(st.dictionaries(st.sampled_from(instance.ids), st.just("no site"), max_size=2))
    on_paper = draw(st.dictionaries(st.sampled_from(instance.ids), st.integers(0, 9), max_size=3))
    ruled_out = replace(instance, conflicts=tuple(conflicts), shares=ruled, ineligible=out)
    return replace(ruled_out, guaranteed=found, paper_totals=on_paper), profile


def test_an_areas_money_is_spent_there_before_the_rest_is_for_all() -> None:
    # given a and b are the most wanted, and c and d stand in the north, to which 50 of 100 are guaranteed
    instance = an_instance({"a": 50, "b": 50, "c": 40, "d": 60}, 100, guaranteed=pots(north=("cd", 50)))

    outcome = counted(instance, ["ab", "ab", "ab", "c", "d", "d"])

    assert outcome.winners == ("c", "a")
    assert [(step.project, step.stage) for step in outcome.trace if step.verdict is Verdict.FUNDED] == [
        ("c", "north"),
        ("a", ""),
    ]


def test_what_an_area_leaves_over_joins_the_rest() -> None:
    # given of the north's 60 only 10 can be spent there, so that 90 are left for all
    instance = an_instance({"a": 90, "b": 10}, 100, guaranteed=pots(north=("b", 60)))

    outcome = counted(instance, ["a", "b"])

    assert (outcome.winners, outcome.cost) == (("b", "a"), 100)


def test_a_project_that_lost_in_its_area_competes_for_the_rest() -> None:
    instance = an_instance({"a": 30, "b": 60}, 100, guaranteed=pots(north=("ab", 40)))

    outcome = counted(instance, ["a", "b", "b"])

    assert outcome.winners == ("a", "b")
    assert [(step.stage, step.verdict) for step in outcome.trace if step.project == "b"] == [
        ("north", Verdict.DOES_NOT_FIT),
        ("", Verdict.FUNDED),
    ]


def test_under_equal_shares_those_who_ask_for_something_there_share_the_areas_money() -> None:
    # given two people ask for something in the north: each begins with 20 of its 40
    instance = an_instance({"a": 60, "b": 40}, 100, guaranteed=pots(north=("b", 40)))

    outcome = counted(instance, ["a", "a", "a", "b", "b"], EqualShares(completion=Completion.NONE))

    assert outcome.winners == ("b",)
    assert [(name, stage.voters, stage.endowment) for name, stage in outcome.stages] == [
        ("north", 2, Fraction(20)),
        ("", 5, Fraction(12)),
    ]


def test_who_is_excluded_by_a_winner_of_an_area_does_not_compete_for_the_rest() -> None:
    conflicts = (frozenset("ab"),)
    instance = an_instance({"a": 30, "b": 30, "c": 30}, 90, conflicts=conflicts, guaranteed=pots(north=("a", 30)))

    outcome = counted(instance, ["b", "b", "a", "c"])

    assert outcome.winners == ("a", "c")
    assert outcome.why("b") == Step(1, "b", Verdict.CONFLICT, "stages", 2, reason="a")


def test_a_share_knows_what_was_spent_of_it_in_an_area() -> None:
    shares = (BudgetShare("parks", frozenset("abc"), 50),)
    instance = an_instance({"a": 30, "b": 30, "c": 20}, 100, shares=shares, guaranteed=pots(north=("a", 30)))

    outcome = counted(instance, ["b", "b", "a", "c"])

    assert outcome.winners == ("a", "c")
    assert outcome.why("b").verdict is Verdict.SHARE_USED_UP


def test_when_areas_have_spent_everything_nothing_is_left_for_all() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 1}, 100, guaranteed=pots(north=("a", 50), south=("b", 50)))

    outcome = counted(instance, ["c", "c", "a", "b"])

    assert (outcome.winners, outcome.why("c").missing) == (("a", "b"), Fraction(1))


def test_a_tie_is_reported_with_the_stage_in_which_it_mattered() -> None:
    instance = an_instance({"a": 50, "b": 40, "c": 40}, 90, guaranteed=pots(north=("bc", 40)))

    outcome = counted(instance, ["a", "b", "c"])

    assert outcome.ties == (
        Tie(1, ("b", "c"), "b", "file-order", stage="north"),
        Tie(1, ("a", "c"), "c", "cost-asc"),
    )
    assert (outcome.rule, outcome.budget, outcome.voters) == ("score/skip", 90, 3)


def test_points_count_in_an_area_as_they_do_elsewhere() -> None:
    # given d has more ballots in the north, and c more points
    instance = an_instance({"c": 50, "d": 50}, 90, guaranteed=pots(north=("cd", 50)))
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"c": 9, "d": 1}, {"d": 1}, {}])

    outcome = count(instance, profile, BY_SCORE)

    assert outcome.winners == ("c",)
    assert [stage.voters for _, stage in outcome.stages] == [2, 3]


def test_a_paper_without_projects_has_nothing_to_count_in_any_stage() -> None:
    instance = an_instance({}, 90, guaranteed=pots(north=("", 50)))

    assert counted(instance, [""]).winners == ()


def test_who_paid_what_is_told_of_the_stage_in_which_it_was_paid() -> None:
    instance = an_instance({"a": 60, "b": 40}, 100, guaranteed=pots(north=("b", 40)))
    profile, rule = approvals(instance, ["a", "a", "a", "b", "b"]), EqualShares(completion=Completion.NONE)

    told = explain(instance, profile, rule, count(instance, profile, rule), what_if=False)

    assert [(story.project, story.stage, story.full_price) for story in told.winners] == [("b", "north", Fraction(20))]
    assert [(story.project, story.stage, story.supporters_had) for story in told.losers] == [("a", "", Fraction(36))]


@settings(max_examples=250, deadline=None)
@given(staged_elections(), st.sampled_from(RULES))
def test_both_counts_agree_and_every_stage_keeps_to_its_money(election: tuple[Instance, Profile], rule: Rule) -> None:
    instance, profile = election

    outcome = count(instance, profile, rule)

    if isinstance(rule, CheckableRule):
        assert objections(instance, list(profile.ballots(instance.ids)), rule, TieOrder(), outcome) == []
    costs = {project.id: project.cost for project in instance.projects}
    assert outcome.cost == sum(costs[id_] for id_ in outcome.winners) <= instance.budget
    assert {step.project for step in outcome.trace} == {*instance.ids}
    told = explain(instance, profile, rule, outcome, what_if=False)
    assert {story.project for story in told.losers} == {*outcome.losers}


@settings(max_examples=150, deadline=None)
@given(staged_elections())
def test_score_order_in_stages_is_what_a_plain_count_of_each_stage_says(election: tuple[Instance, Profile]) -> None:
    instance, profile = election

    outcome = count(instance, profile, ScoreOrder())

    assert list(outcome.winners) == list(_plainly(instance, profile))


def _plainly(instance: Instance, profile: Profile) -> Iterator[str]:
    """Two stages by score order, skipping, as one would do it by hand."""
    costs = {project.id: project.cost for project in instance.projects}
    scores = {id_: instance.paper_totals.get(id_, 0) for id_ in instance.ids}
    for ballot, people in profile.ballots(instance.ids):
        for id_ in ballot:
            scores[id_] += people
    order = sorted(instance.ids, key=lambda id_: (costs[id_] > 0, -scores[id_], costs[id_], instance.ids.index(id_)))
    funded, left = list[str](), instance.budget
    for pot in (*instance.guaranteed, None):
        money = pot.limit if pot else left
        for id_ in order:
            rivals = set().union(*(group for group in instance.conflicts if id_ in group))
            if id_ in funded or id_ in instance.ineligible or (pot and id_ not in pot.projects) or not scores[id_]:
                continue
            shares = [share for share in instance.shares if id_ in share.projects]
            if rivals & {*funded} or any(
                sum(costs[o] for o in share.projects & {*funded}) + costs[id_] > share.limit for share in shares
            ):
                continue
            if costs[id_] <= money:
                funded.append(id_)
                money, left = money - costs[id_], left - costs[id_]
    yield from funded


FORGED = {
    "another stage": lambda outcome: replace(outcome, stages=outcome.stages[1:]),
    "a stage's winners": lambda outcome: replace(
        outcome, stages=(("north", replace(outcome.stages[0][1], winners=("d",))), *outcome.stages[1:])
    ),
    "a stage's money": lambda outcome: replace(
        outcome, stages=(("north", replace(outcome.stages[0][1], budget=51)), *outcome.stages[1:])
    ),
    "the rest's money": lambda outcome: replace(
        outcome, stages=(*outcome.stages[:-1], ("", replace(outcome.stages[-1][1], budget=61)))
    ),
    "the winners in all": lambda outcome: replace(outcome, winners=("c", "b")),
    "the cost in all": lambda outcome: replace(outcome, cost=outcome.cost - 1),
}


OBJECTIONS = {
    "another stage": ["the stages are north, south, and then the rest"],
    "a stage's winners": ["north: score order funds other projects", "north: the winners are c"],
    "a stage's money": ["north: there is 50 to spend"],
    "the rest's money": ["the rest: there is 60 to spend"],
    "the winners in all": ["the stages together fund something else"],
    "the cost in all": ["the stages together fund something else"],
}


@pytest.mark.parametrize("forged", FORGED)
def test_the_second_count_objects_to(forged: str) -> None:
    guaranteed = pots(north=("cd", 50), south=("e", 1))
    instance = an_instance({"a": 50, "b": 50, "c": 40, "d": 60, "e": 9}, 100, guaranteed=guaranteed)
    profile = approvals(instance, ["ab", "ab", "ab", "c", "d", "d"])
    outcome = FORGED[forged](count(instance, profile, ScoreOrder()))

    found = objections(instance, list(profile.ballots(instance.ids)), ScoreOrder(), TieOrder(), outcome)

    assert [one for one in OBJECTIONS[forged] if one not in found] == []


IN_PART = "where parts of the budget are guaranteed, no project is funded in part"
COMPARED = "where parts of the budget are guaranteed, there is no comparison step"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (ScoreOrder(stop=True, stretch=True), IN_PART),
        (ScoreOrder(stop=True, part=True), IN_PART),
        (EqualShares(comparison=True), COMPARED),
    ],
)
def test_rules_that_have_no_sense_in_stages_are_refused(rule: Rule, told: str) -> None:
    instance = an_instance({"a": 50}, 100, guaranteed=pots(north=("a", 50)))

    with pytest.raises(InstanceIsInconsistent) as refusal:
        count(instance, approvals(instance, ["a"]), rule)

    assert refusal.value.reason == told


@pytest.mark.parametrize(
    "guaranteed",
    [
        pots(north=("a", 101)),
        pots(north=("a", 51), south=("b", 50)),
        pots(north=("ab", 10), south=("b", 10)),
        pots(north=("a", 0)),
        pots(north=("x", 10)),
        (*pots(north=("a", 10)), *pots(north=("b", 10))),
    ],
)
def test_guarantees_that_cannot_be_kept_are_refused(guaranteed: tuple[BudgetShare, ...]) -> None:
    with pytest.raises(InstanceIsInconsistent):
        an_instance({"a": 50, "b": 50}, 100, guaranteed=guaranteed)
