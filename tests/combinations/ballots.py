"""A small vote in a poll: ballots of its kind that keep to one of its papers, and how they came."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle
from random import Random
from typing import Any
from uuid import UUID

from services.voting.domain.casting.ballot import Ballot, demand_standing
from services.voting.domain.casting.kinds import KINDS, HandedIn, fill_in
from services.voting.domain.casting.papers_of_areas import demand_one_paper
from services.voting.domain.casting.turnout import Cell
from services.voting.domain.polls.papers.filling_in import PaperInHand, papers_in_hand
from services.voting.domain.polls.poll import A_WHOLE, Channel, Poll
from tests.combinations.wishes import Wish

Cast = list[tuple[Ballot, Channel, UUID | None]]
_PEOPLE = {"none": 0, "one": 1, "few": 7, "many": 60, "alike": 12, "blank": 5, "even": 12}
_TRIES = 400


def cast_in(poll: Poll, wish: Wish, chance: Random) -> Cast:
    """What people cast, each from an area and through a channel."""
    papers = papers_in_hand(poll, poll.withdrawn)
    people = 170 if wish["weights"] == "applied" else _PEOPLE[wish["ballots"]]
    channels: list[Channel] = ["web", "sms", "paper"] if wish["weights"] != "none" else ["web", "web", "paper"]
    found: Cast = []
    for turn, channel in zip(range(people), cycle(channels), strict=False):
        paper = papers[turn % len(papers)] if wish["ballots"] != "alike" else papers[0]
        handed = _alike(poll, wish, found) or a_ballot(poll, paper, chance, blank=wish["ballots"] == "blank")
        found.append((handed, channel, paper.own[0].area_id if paper.own else None))
    return found


def _alike(poll: Poll, wish: Wish, cast: Cast) -> Ballot | None:
    return cast[0][0] if wish["ballots"] == "alike" and cast else None


def a_ballot(poll: Poll, paper: PaperInHand, chance: Random, *, blank: bool = False) -> Ballot:
    """A ballot that keeps to the paper and its limits; blank, where it may be.

    Raises:
        AssertionError: if none was found: then the checks of the draft should have said so.
    """
    if blank and poll.terms.limits.min_choices == 0:
        return _filled_in(poll, ())
    for turn in range(_TRIES):
        ballot = _tried(poll, _picked(poll, paper, chance, least_first=turn % 3 == 0), chance)
        if ballot is not None:
            return ballot
    raise AssertionError(f"nobody can fill in this paper: {poll.terms.limits} {paper}")


def _picked(poll: Poll, paper: PaperInHand, chance: Random, *, least_first: bool) -> list[int]:
    limits = poll.terms.limits
    own = [line.number for line in paper.own][: None if least_first else len(paper.own)]
    for_all = [line.number for line in paper.for_all]
    chance.shuffle(own)
    chance.shuffle(for_all)
    can = own[: limits.max_in_area] + for_all[: limits.max_citywide]
    chance.shuffle(can)
    if least_first:
        can.sort(key=lambda number: poll.by_number[number].cost_cents)
    most = min(len(can), limits.max_choices)
    least = min(most, max(1, limits.min_choices))
    return can[: least if least_first else chance.randint(least, most)] if most else []


def _tried(poll: Poll, picked: list[int], chance: Random) -> Ballot | None:
    try:
        ballot = _filled_in(poll, picked, chance)
        demand_standing(poll, ballot)
        demand_one_paper(poll, ballot, None)
    except Exception:  # noqa: BLE001 - of the ways to break a rule each has an error of its own
        return None
    return ballot if picked else None


def _filled_in(poll: Poll, picked: Any, chance: Random | None = None) -> Ballot:
    kind, chance = KINDS[poll.terms.method].handed_in_as, chance or Random(0)  # noqa: S311 - it has to come again
    handed: dict[str, Any] = {
        "choices": list(picked),
        "ranks": {number: place for place, number in enumerate(picked, 1)},
        "votes": {number: chance.choice(["for", "for", "against"]) for number in picked},
        "points": _points(poll, picked, chance),
    }
    return fill_in(poll, HandedIn(**{kind: handed[kind]}))


def _points(poll: Poll, picked: Any, chance: Random) -> dict[int, int]:
    limits = poll.terms.limits
    if poll.terms.method != "allocation":
        least = max(1, limits.min_points_each)
        most = limits.max_points // max(1, len(picked)) if limits.max_points else least + 2
        most = max(least, min(most, limits.max_points_each or most))
        return {number: chance.randint(least, most) for number in picked}
    if not picked:
        return {}
    each, rest = divmod(A_WHOLE, len(picked))
    return {number: each + (place < rest) for place, number in enumerate(picked)}


def weighed(poll: Poll, cast: Cast) -> list[tuple[Ballot, int]]:
    """Each distinct ballot as the sealed box holds it, and how many people cast it."""
    weights = {channel: one.weight for one in poll.weighing for channel in one.channels}
    found = Counter((ballot.canonical, weights.get(channel, 1)) for ballot, channel, _ in cast)
    written = {ballot.canonical: ballot for ballot, _, _ in cast}
    return [(replace(written[text], weight=weight), people) for (text, weight), people in sorted(found.items())]


def cells_of(cast: Cast) -> Mapping[Cell, int]:
    """How many came so from there."""
    return Counter((channel, area) for _, channel, area in cast)
