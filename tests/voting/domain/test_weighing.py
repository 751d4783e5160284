from collections import Counter
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.voting.domain.casting.ballot import Ballot
from services.voting.domain.casting.turnout import cells_kept
from services.voting.domain.counting.weights_as_published import objections_to_weights
from services.voting.domain.polls.poll import Channel, ChannelWeight, Weighed
from services.voting.domain.polls.weighing import LEAST_ALIKE, by_channel_of, weighing_of

CHANNELS: tuple[Channel, ...] = ("web", "sms", "kiosk", "paper", "meeting")

weights = st.dictionaries(st.sampled_from(CHANNELS), st.integers(1, 4), min_size=1)
boxes = st.dictionaries(
    st.tuples(st.sampled_from(CHANNELS), st.sampled_from(["North", "South"])), st.integers(1, 120), max_size=10
)


def a_poll(weights: dict[Channel, int], *, is_rehearsal: bool = False) -> Any:
    named = tuple(ChannelWeight(channel, weight) for channel, weight in weights.items())
    return SimpleNamespace(terms=SimpleNamespace(channels=CHANNELS, weights=named), is_rehearsal=is_rehearsal)


def announced(weights: Mapping[Any, int]) -> dict[str, Any]:
    said = [{"channel": channel, "weight": weight} for channel, weight in weights.items()]
    return {"channels": list(CHANNELS), "weights": said}


def objections(weights: Mapping[Any, int], weighing: tuple[Weighed, ...], **cast: int) -> list[str]:
    ballots = [(Ballot((1,), weight=int(name[1:])), people) for name, people in cast.items()]
    return objections_to_weights(announced(weights), weighing, ballots, is_rehearsal=False)


def test_a_weight_that_many_ballots_have_is_applied() -> None:
    weighing = weighing_of(a_poll({"paper": 2, "kiosk": 2}), {"web": 90, "kiosk": 1, "paper": 49})

    assert weighing == (Weighed(1, ("web", "sms", "meeting")), Weighed(2, ("kiosk", "paper")))


def test_ballots_of_a_weight_that_few_have_count_like_those_of_the_next_smaller_one() -> None:
    weighing = weighing_of(a_poll({"paper": 2, "kiosk": 3}), {"web": 90, "kiosk": 49, "paper": 60})

    assert weighing == (Weighed(1, ("web", "sms", "meeting")), Weighed(2, ("kiosk", "paper")))


def test_if_few_have_the_smallest_weight_they_count_like_those_of_the_next_greater() -> None:
    weighing = weighing_of(a_poll({"paper": 2, "kiosk": 3}), {"web": 49, "kiosk": 50, "paper": 50})

    assert weighing == (Weighed(2, ("web", "sms", "paper", "meeting")), Weighed(3, ("kiosk",)))


@pytest.mark.parametrize("paper", [0, 1, 49])
def test_if_one_weight_is_left_each_ballot_counts_once(paper: int) -> None:
    assert weighing_of(a_poll({"paper": 2}), {"web": 900, "paper": paper}) == (Weighed(1, CHANNELS),)
    assert weighing_of(a_poll({"paper": 2}), {"web": paper, "paper": 900}) == (Weighed(1, CHANNELS),)


def test_in_a_rehearsal_where_nobody_votes_few_ballots_are_weighed_as_well() -> None:
    weighing = weighing_of(a_poll({"paper": 2}, is_rehearsal=True), {"web": 2, "paper": 1})

    assert weighing == (Weighed(1, ("web", "sms", "kiosk", "meeting")), Weighed(2, ("paper",)))


def test_terms_that_weigh_nothing_part_nothing() -> None:
    assert weighing_of(a_poll({}), {"web": 900, "paper": 900}) == ()


@given(weights, boxes)
def test_no_part_of_the_box_is_small_and_no_ballot_that_kept_nothing_is_one_of_few(
    weights: dict[Channel, int], box: dict[Any, int]
) -> None:
    by_channel = by_channel_of(box.items())
    weighing = weighing_of(a_poll(weights), by_channel)
    kept = cells_kept(box, weighing)

    assert sorted(channel for one in weighing for channel in one.channels) == sorted(CHANNELS)
    assert len({one.weight for one in weighing}) == len(weighing)
    for one in weighing:
        of_it = {cell: ballots for cell, ballots in box.items() if cell[0] in one.channels}
        blank = sum(ballots for cell, ballots in of_it.items() if cell not in kept)
        assert len(weighing) == 1 or sum(of_it.values()) >= LEAST_ALIKE
        assert blank == 0 or blank >= 10 or blank == sum(of_it.values())


@given(weights, boxes)
def test_the_second_count_has_nothing_against_weights_that_keep_to_the_terms(
    weights: dict[Channel, int], box: dict[Any, int]
) -> None:
    by_channel = by_channel_of(box.items())
    weighing = weighing_of(a_poll(weights), by_channel)
    cast = Counter[int]()
    for one in weighing:
        cast[one.weight] += sum(by_channel.get(channel, 0) for channel in one.channels)
    ballots = [(Ballot((1,), weight=weight), people) for weight, people in cast.items() if people]

    assert objections_to_weights(announced(weights), weighing, ballots, is_rehearsal=False) == []


WEB = Weighed(1, ("web", "sms", "kiosk", "meeting"))


@pytest.mark.parametrize(
    ("terms", "weighing", "cast", "words"),
    [
        ({}, (), {"w2": 60}, "which was not published"),
        ({}, (Weighed(1, CHANNELS),), {"w1": 60}, "which was not published"),
        ({"paper": 2}, (), {"w1": 60}, "not those of the channels that were published"),
        ({"paper": 2}, (WEB,), {"w1": 60}, "not those of the channels that were published"),
        ({"paper": 2}, (WEB, Weighed(2, ("paper",))), {"w1": 60, "w3": 60}, "a weight that is no channel's"),
        ({"paper": 2}, (WEB, Weighed(1, ("paper",))), {"w1": 120}, "a weight that is no channel's"),
        ({"paper": 2}, (Weighed(2, CHANNELS),), {"w2": 60}, "each ballot was to count once"),
        ({"paper": 2}, (WEB, Weighed(3, ("paper",))), {"w1": 60, "w3": 60}, "count as 3, which was not published"),
        ({"paper": 2}, (WEB, Weighed(2, ("paper",))), {"w1": 60, "w2": 49}, "fewer than 50 ballots by paper"),
    ],
)
def test_the_second_count_objects_to_weights_that_were_not_published_or_tell_few_apart(
    terms: dict[str, int], weighing: tuple[Weighed, ...], cast: dict[str, int], words: str
) -> None:
    found = objections(terms, weighing, **cast)

    assert any(words in one for one in found)
