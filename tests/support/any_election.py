"""Hypothesis strategies: small elections in which ties abound."""

from hypothesis import strategies as st

from services.voting.domain.tally import Instance, Method, Profile
from tests.support.elections import an_instance

IDS = "abcdefg"


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Up to seven projects of few different costs."""
    ids = IDS[: draw(st.integers(1, len(IDS)))]
    costs = {id_: draw(st.integers(1, 6)) * draw(st.sampled_from([1, 5, 10])) for id_ in ids}
    return an_instance(costs, budget=draw(st.integers(1, max(1, sum(costs.values())))))


@st.composite
def approval_elections(draw: st.DrawFn) -> tuple[Instance, Profile]:
    """Approval ballots, empty ones among them."""
    instance = draw(instances())
    ballots = draw(st.lists(st.sets(st.sampled_from(instance.ids)), min_size=1, max_size=12))
    return instance, Profile.of_ballots(instance.ids, Method.APPROVAL, ballots)


@st.composite
def points_elections(draw: st.DrawFn) -> tuple[Instance, Profile]:
    """Points from zero to four."""
    instance = draw(instances())
    marks = st.dictionaries(st.sampled_from(instance.ids), st.integers(0, 4))
    ballots = draw(st.lists(marks, min_size=1, max_size=10))
    return instance, Profile.of_ballots(instance.ids, Method.POINTS, ballots)
