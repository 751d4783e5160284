"""What the second count takes to be straight between two repetitions: a price that bends on the way is not."""

from fractions import Fraction
from random import Random

import pytest

from services.voting.domain.tally import Instance, Method, Profile, Utility
from services.voting.domain.tally.second_count import straight as lines
from services.voting.domain.tally.second_count.run import Support, priced
from services.voting.domain.tally.second_count.straight import Straight
from tests.support.elections import an_instance, approvals

# Ann pays 40 for x, Carl 60 for y. With 60 for each Ann gives r the 20 that she has left, and Bea the rest; from 80 on
# Ann gives the price as well, so that it stays at 40. The price of o falls all the way from 60 to 40.
BENDS = an_instance({"x": 40, "r": 80, "y": 60, "o": 120}, budget=1_000)
BENT = ["xr", "r", "yo", "o", "o"]


def support_of(instance: Instance, papers: list[str], **marks: int) -> Support:
    ballots = [{id_: marks.get(id_, 1) for id_ in paper} for paper in papers]
    profile = Profile.of_ballots(instance.ids, Method.POINTS, ballots)
    return Support(instance, list(profile.ballots(instance.ids)), Utility.POINTS)


def costs_of(instance: Instance) -> dict[str, int]:
    return {project.id: project.cost for project in instance.projects}


def straight_of(instance: Instance, support: Support, first: int, last: int) -> Straight:
    return Straight(support, costs_of(instance), (Fraction(first), Fraction(last)))


def prices(instance: Instance, support: Support, earlier: str, *, then: str, at: int) -> list[Fraction]:
    """What each of these would cost after the earlier purchases, with so much for everyone."""
    return [priced(support, costs_of(instance), [*earlier, id_], Fraction(at))[-1][1] for id_ in then]


def test_a_price_that_bends_because_a_supporter_pays_all_at_one_end_only_is_not_straight() -> None:
    support = support_of(BENDS, BENT)

    found = straight_of(BENDS, support, 60, 100).comes_after("r", "o", ["x", "y"], strictly=False)

    each = {at: prices(BENDS, support, "xy", then="ro", at=at) for at in (60, 80, 100)}
    assert each == {60: [60, 60], 80: [40, 50], 100: [40, 40]}
    assert not found


@pytest.mark.parametrize("mark", [1, 2])
def test_of_a_purse_that_was_spent_on_a_bent_price_no_price_is_straight(mark: int) -> None:
    # given Bea pays for w and r, and r's price bends with 110 for each, so what she gives the rival v bends there, too
    instance = an_instance({"x": 60, "w": 40, "y": 210, "r": 100, "v": 80, "o": 250}, budget=1_000)
    support = support_of(instance, ["xr", "wrv", "v", "yo", "yo", "yo", "o", "o"], r=mark)

    found = straight_of(instance, support, 100, 120).comes_after("v", "o", list("xwyr"), strictly=False)

    each = {at: prices(instance, support, "xwyr", then="vo", at=at) for at in (100, 110, 120)}
    assert each == {100: [80, 80], 110: [60, 65], 120: [50, 50]}
    assert not found


def test_whoever_has_just_the_price_at_one_end_is_on_one_side_all_the_way() -> None:
    # given Carl has less than the price of o with 60 for each, and just the price with 100
    instance = an_instance({"y": 60, "o": 120, "q": 30}, budget=1_000)
    support = support_of(instance, ["yo", "o", "o", "q"])

    assert straight_of(instance, support, 60, 100).comes_after("o", "q", ["y"], strictly=True)


def test_more_ballots_than_are_quick_to_follow_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    support = support_of(BENDS, BENT)
    assert straight_of(BENDS, support, 100, 120).comes_after("o", "r", ["x", "y"], strictly=False)

    monkeypatch.setattr(lines, "_MOST_ROWS", 3)

    assert not straight_of(BENDS, support, 100, 120).comes_after("o", "r", ["x", "y"], strictly=False)


def test_whoever_is_asked_again_after_more_purchases_says_what_a_new_one_says() -> None:
    told = []

    for seed in range(60):
        chance = Random(seed)  # noqa: S311 - repeatable on purpose
        ids = "abcdefg"
        instance = an_instance({id_: chance.choice([10, 20, 30]) for id_ in ids}, budget=1_000)
        support = Support(instance, *_cast(instance, chance), Utility.COST)
        one = straight_of(instance, support, 40, 43)
        for place in range(5):
            (rival, own), earlier = chance.sample(ids[place:], 2), list(ids[:place])
            answer = one.comes_after(rival, own, earlier, strictly=False)
            assert answer == straight_of(instance, support, 40, 43).comes_after(rival, own, earlier, strictly=False)
            told.append(answer)

    assert 0.2 < sum(told) / len(told) < 0.8


def _cast(instance: Instance, chance: Random) -> tuple[list[tuple[dict[str, int], int]]]:
    papers = ["".join(chance.sample(instance.ids, 4)) for _ in range(6)]
    return (list(approvals(instance, papers).ballots(instance.ids)),)
