"""Projects whose prices are equal, and fall together as units are added: found in fractions, for many units at once."""

from fractions import Fraction
from random import Random
from unittest.mock import Mock, patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import EqualShares, Instance, Profile, TieOrder, Utility, count
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules import orders
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.equal_shares import EqualSharesCount
from services.voting.domain.tally.rules.equal_shares_run import EqualSharesRun
from services.voting.domain.tally.rules.groups import Groups
from services.voting.domain.tally.rules.scores import totals
from services.voting.domain.tally.rules.supporters import box_of, supporters_of
from services.voting.domain.tally.rules.very_lines import Undecided, VeryLines
from services.voting.domain.tally.second_count.check import objections
from services.voting.domain.tally.second_count.repetitions import Claim
from services.voting.domain.tally.second_count.run import Support, priced
from services.voting.domain.tally.second_count.straight import Straight
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals

FORINT = 10**2
MOST = 30
ROUND_COSTS = {"a": 20, "b": 60, "c": 20, "d": 150, "e": 60, "f": 100, "g": 60, "h": 40, "i": 100, "j": 20}


def test_round_costs_in_a_small_town_need_not_be_counted_forint_by_forint(monkeypatch: pytest.MonkeyPatch) -> None:
    # given everyone wants three of ten projects, in a pattern: much is equal, and stays so for millions of forints
    instance = an_instance({id_: cost * 10**6 * FORINT for id_, cost in ROUND_COSTS.items()}, 600 * 10**6 * FORINT)
    wanted = ["".join("abcdefghij"[(n + step) % 10] for step in (0, 1 + n % 4, 6)) for n in range(90)]
    profile = approvals(instance, wanted)
    one_by_one = Mock(return_value=[])
    monkeypatch.setattr(Claim, "_against_one", one_by_one)

    with patch.object(EqualSharesRun, "play", autospec=True, side_effect=EqualSharesRun.play) as played:
        outcome = count(instance, profile, EqualShares())
    found = objections(instance, list(profile.ballots(instance.ids)), EqualShares(), TieOrder(), outcome)

    assert outcome.added > 10**8
    assert played.call_count < 200
    assert (one_by_one.call_count, found) == (0, [])


def test_a_project_that_costs_less_than_a_bound_is_wide_need_not_be_counted_forint_by_forint() -> None:
    # given one of twenty projects costs a fillér: so what-if asks, to find out at what cost it would have won
    ids, chance = "abcdefghijklmnopqrst", Random(1)  # noqa: S311 - repeatable on purpose
    costs = {id_: 5 * 10**6 * FORINT * chance.randrange(1, 16) for id_ in ids} | {"l": 1}
    instance = an_instance(costs, 600 * 10**6 * FORINT)
    profile = approvals(instance, ["".join(chance.sample(ids, chance.randrange(2, 7))) for _ in range(90)])

    outcome = count(instance, profile, EqualShares())

    assert outcome.added > 10**8
    assert len(outcome.earlier) < 1_000


@settings(max_examples=60, deadline=None)
@given(approval_elections(), st.permutations(range(4)), st.sampled_from([1, 7]))
def test_purses_and_prices_follow_their_lines_as_long_as_these_are_said_to_hold(
    election: tuple[Instance, Profile], order: list[int], unit: int
) -> None:
    instance, profile = election
    support = Support(instance, list(profile.ballots(instance.ids)), Utility.CARDINALITY)
    box = box_of(profile, by_points=False)
    crowds = [Crowd.of(one) for one in supporters_of(box, [p.cost for p in instance.projects], [1] * box.projects)]
    share, groups = Fraction(instance.budget, max(box.voters, 1)), Groups.of_all(len(box.weights))
    lines, bought = VeryLines(share, Fraction(unit), MOST), []
    for crowd in [crowds[place] for place in order if place < len(crowds) and crowds[place].stake]:
        bought.append(instance.ids[crowd.position])
        try:
            price = lines.price(groups.crowd(crowd))
            lines.buy(groups.crowd(crowd), after := groups.split_by(crowd))
        except Undecided:
            return
        groups = after
        for added in range(price.length + 1):
            assert (
                priced(support, _costs(instance), bought, share + added * unit)[-1][1] == price.at + added * price.slope
            )


@settings(max_examples=60, deadline=None)
@given(approval_elections(), st.permutations(range(4)), st.integers(1, 20), st.booleans())
def test_what_the_second_count_takes_to_come_after_does_at_each_repetition(
    election: tuple[Instance, Profile], order: list[int], last: int, strictly: bool
) -> None:
    instance, profile = election
    support = Support(instance, list(profile.ballots(instance.ids)), Utility.COST)
    wanted = [instance.ids[place] for place in order if place < len(instance.ids)]
    wanted = [id_ for id_ in wanted if id_ in support.wanted]
    if len(wanted) < 2:
        return
    *earlier, own, rival = wanted
    share = Fraction(instance.budget, max(profile.voters, 1))
    straight = Straight(support, _costs(instance), (share, share + last))

    if straight.comes_after(rival, own, earlier, strictly=strictly):
        for added in range(last + 1):
            theirs, mine = (
                priced(support, _costs(instance), [*earlier, id_], share + added)[-1] for id_ in (rival, own)
            )
            assert theirs[1] > mine[1] or (theirs[1] == mine[1] and not strictly)


def test_a_rival_that_goes_first_among_equals_is_missed_by_the_second_count() -> None:
    instance = an_instance({"x": 100, "p": 60, "q": 60}, budget=250)
    support = Support(
        instance, list(approvals(instance, ["xp", "xq", "x", "p", "q"]).ballots(instance.ids)), Utility.COST
    )
    straight = Straight(support, _costs(instance), (Fraction(50), Fraction(53)))

    assert straight.comes_after("p", "q", ["x"], strictly=False)
    assert not straight.comes_after("p", "q", ["x"], strictly=True)


def _small_town(seed: int) -> tuple[Instance, Profile]:
    """A few people, a few projects of round costs, and wishes in a pattern: much is equal."""
    chance = Random(seed)  # noqa: S311 - repeatable on purpose
    ids, people = "abcdefgh"[: chance.randrange(3, 9)], chance.randrange(3, 25)
    levels = [chance.randrange(5, 60) for _ in range(chance.randrange(1, 4))]
    costs = {id_: chance.choice(levels) * chance.choice([1, 1, 1, 2]) for id_ in ids}
    instance = an_instance(costs, max(sum(costs.values()) * chance.choice([1, 2, 3]) // 4, *costs.values()))
    papers = ["".join(chance.sample(ids, chance.randrange(1, min(len(ids), 4) + 1))) for _ in range(people)]
    match seed % 3:
        case 0:
            return instance, approvals(instance, papers)
        case 1:
            return instance, approvals(instance, [chance.choice(papers[:3]) for _ in range(people)])
        case _:
            steps = sorted({chance.randrange(len(ids)) for _ in range(3)})
            return instance, approvals(
                instance, ["".join(ids[(n + step) % len(ids)] for step in steps) for n in range(people)]
            )


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
def test_what_is_told_apart_in_fractions_is_what_each_repetition_buys(
    monkeypatch: pytest.MonkeyPatch, utility: Utility
) -> None:
    # given every price is followed in fractions, as it is where a walk is stuck
    monkeypatch.setattr(orders, "_STUCK", 0)
    rule, followed = EqualShares(utility), 0

    for seed in range(45):
        instance, profile = _small_town(seed)
        outcome = count(instance, profile, rule)
        scores = totals(instance, profile)
        engine = EqualSharesCount(instance, profile, rule, scores, Precedence(instance, TieOrder(), scores))
        for same in outcome.earlier:
            followed += same.last - same.first
            for added in range(same.first, same.last + 1):
                bought = tuple(instance.ids[place] for place in engine.played(added).purse.funded)
                assert (seed, added, bought) == (seed, added, same.bought)

    assert followed > 500


def test_the_second_count_pays_each_purchase_once_and_takes_nobody_for_later_who_is_not() -> None:
    for seed in range(60):
        instance, profile = _small_town(seed)
        chance = Random(seed)  # noqa: S311 - repeatable on purpose
        support = Support(instance, list(profile.ballots(instance.ids)), Utility.COST)
        wanted = chance.sample(support.wanted, len(support.wanted))
        share, last = Fraction(instance.budget, profile.voters), chance.randrange(1, 9)
        straight = Straight(support, _costs(instance), (share, share + last))
        for place, own in enumerate(wanted[:4]):
            if not priced(support, _costs(instance), wanted[: place + 1], share)[-1][1]:
                break  # it cannot be paid
            for rival, strictly in ((other, bool(flag)) for other in wanted[place + 1 :] for flag in range(2)):
                if straight.comes_after(rival, own, wanted[:place], strictly=strictly):
                    _demand_comes_after(instance, support, (rival, own), wanted[:place], share, last, strictly=strictly)


def _demand_comes_after(
    instance: Instance,
    support: Support,
    pair: tuple[str, str],
    earlier: list[str],
    share: Fraction,
    last: int,
    *,
    strictly: bool,
) -> None:
    for added in range(last + 1):
        theirs, mine = (priced(support, _costs(instance), [*earlier, id_], share + added)[-1][1] for id_ in pair)
        assert theirs > mine or (theirs == mine and not strictly)


def _costs(instance: Instance) -> dict[str, int]:
    return {project.id: project.cost for project in instance.projects}
