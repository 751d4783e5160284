"""Prices that floats find in several steps, or only nearly: what comes first is what exact prices say."""

from random import Random

from services.voting.domain.tally import Completion, EqualShares, Instance, Method, Profile, Utility, count
from tests.support.elections import an_instance, approvals

ONE_EACH = EqualShares(Utility.CARDINALITY, Completion.NONE)
"""The price of a project is what each who pays in full pays for it."""


def test_a_price_is_not_taken_for_higher_because_of_a_supporter_who_cannot_pay_it() -> None:
    # given 200 for each, of which Ann has 50 left after x and y; she and two others pay for a, and Dan for b
    instance = an_instance({"x": 75, "y": 75, "a": 300, "b": 150}, budget=800)

    outcome = count(instance, approvals(instance, ["xya", "a", "a", "b"]), ONE_EACH)

    assert dict(outcome.purchases) == {"x": 75, "y": 75, "a": 125, "b": 150}
    assert outcome.winners == ("x", "y", "a", "b")


def test_a_price_is_found_in_as_many_steps_as_supporters_turn_out_to_be_poor() -> None:
    # given with 700 for six people the price is 700 / 6 at first; each poor one raises it, so that the next is poor
    costs = {"o": 400, "p": 400, "q": 400, "r": 250, "s": 130, "a": 4_200, "b": 886}
    instance = an_instance(costs, budget=7_000)

    outcome = count(instance, approvals(instance, ["opa", "qa", "ra", "sa", "a", "a", "b"]), ONE_EACH)

    assert [id_ for id_, _ in outcome.purchases][-2:] == ["b", "a"]
    assert outcome.purchases[-1][1] == 890


def test_supporters_whose_money_is_just_the_cost_can_pay_however_many_they_are() -> None:
    for seed in range(100):
        chance = Random(seed)  # noqa: S311 - repeatable on purpose
        people = [chance.randrange(10**4, 10**6) for _ in range(2)]
        instance, profile = _last_project_takes_all(people, chance.randrange(1, 50), chance.randrange(1, 10**4))

        outcome = count(instance, profile, ONE_EACH)

        assert (seed, outcome.winners) == (seed, ("x", "z"))


def _last_project_takes_all(people: list[int], price: int, more: int) -> tuple[Instance, Profile]:
    """A third of all voters pay: some of them for x, at a price that is no float, and then each all she has for z."""
    budget = 300 * sum(people) + 3 * more
    x = people[0] * price + 1
    instance = an_instance({"x": x, "z": budget // 3 - x}, budget)
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], int]
    groups = {((0, 1), ()): people[0], ((1,), ()): people[1], ((), ()): 2 * sum(people)}
    return instance, Profile.of_groups(Method.APPROVAL, 2, groups)
