"""Whether ballots were weighed as was announced, and so that few cannot be told apart: the second count's own look."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from services.voting.domain.casting.ballot import Ballot
from services.voting.domain.polls.poll import Weighed

_ALIKE = 50


def objections_to_weights(
    announced: Mapping[str, Any],
    weighing: Collection[Weighed],
    ballots: Collection[tuple[Ballot, int]],
    *,
    is_rehearsal: bool,
) -> list[str]:
    """What speaks against the weights; nothing if they are those that were announced."""
    said = {one["channel"]: one["weight"] for one in announced.get("weights", [])}
    cast = Counter[int]()
    for ballot, people in ballots:
        cast[ballot.weight] += people
    if not said:
        return [] if {*cast} <= {1} and not weighing else ["ballots were weighed, which was not published"]
    if sorted(channel for one in weighing for channel in one.channels) != sorted(announced["channels"]):
        return ["the weights are not those of the channels that were published"]
    if len({one.weight for one in weighing}) < len(weighing) or not {*cast} <= {one.weight for one in weighing}:
        return ["a ballot has a weight that is no channel's"]
    if len(weighing) == 1:
        return [] if {*cast} <= {1} else ["each ballot was to count once, as too few have another weight"]
    least = 1 if is_rehearsal else _ALIKE
    return [found for one in weighing for found in _of_group(one, said, cast[one.weight], least)]


def _of_group(group: Weighed, said: Mapping[str, int], ballots: int, least: int) -> list[str]:
    """A group is of one weight as it was published, or of several that were joined as one of them."""
    found, named = [], ", ".join(group.channels)
    if group.weight not in {said.get(channel, 1) for channel in group.channels}:
        found.append(f"ballots by {named} count as {group.weight}, which was not published")
    if ballots < least:
        found.append(f"fewer than {least} ballots by {named} have a weight of their own")
    return found
