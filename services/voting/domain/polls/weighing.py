"""Which ballots of a poll count more: by the way they came, as its terms say, and only where many came so.

The published file says of each ballot how much it counts, so it parts the ballots. A part of few would tell what
those few chose: ballots of a weight that fewer than fifty have count like those of the next smaller one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.voting.domain.polls.poll import Channel, Poll, Weighed

LEAST_ALIKE = 50
"""So many ballots have a weight at least, or it is not applied. In a rehearsal, where nobody votes, one is enough."""


@dataclass(frozen=True, slots=True)
class _Group:
    weight: int
    channels: tuple[Channel, ...]
    ballots: int

    def joined_by(self, other: "_Group | None") -> "_Group":
        if other is None:
            return self
        return replace(self, channels=self.channels + other.channels, ballots=self.ballots + other.ballots)


def weighing_of(poll: Poll, by_channel: Mapping[str, int]) -> tuple[Weighed, ...]:
    """The weights that are applied, the smallest first; none if the poll's terms name none.

    From the greatest weight down, the ballots of a weight that too few have are joined to those of the next smaller
    one; if too few have the smallest, they are joined to those of the next greater. If one weight is left, each ballot
    counts once.

    Args:
        poll: The closed poll.
        by_channel: How many ballots in force came through each channel.
    """
    if not poll.terms.weights:
        return ()
    kept = _large(_groups(poll, by_channel), 1 if poll.is_rehearsal else LEAST_ALIKE)
    weights = [1] if len(kept) == 1 else [group.weight for group in kept]
    in_order = [tuple(channel for channel in poll.terms.channels if channel in group.channels) for group in kept]
    return tuple(Weighed(weight, channels) for weight, channels in zip(weights, in_order, strict=True))


def by_channel_of(cells: Iterable[tuple[tuple[str, object], int]]) -> Mapping[str, int]:
    """The ballots of each channel, of those of each channel and area."""
    found: Counter[str] = Counter()
    for (channel, _), ballots in cells:
        found[channel] += ballots
    return found


def _groups(poll: Poll, by_channel: Mapping[str, int]) -> list[_Group]:
    weights = {one.channel: one.weight for one in poll.terms.weights}
    of_weight: dict[int, _Group] = {}
    for channel in poll.terms.channels:
        weight = weights.get(channel, 1)
        alone = _Group(weight, (channel,), by_channel.get(channel, 0))
        of_weight[weight] = alone.joined_by(of_weight.get(weight))
    return [of_weight[weight] for weight in sorted(of_weight)]


def _large(ascending: list[_Group], least: int) -> list[_Group]:
    kept: list[_Group] = []
    small: _Group | None = None
    for group in reversed(ascending):
        together = group.joined_by(small)
        small = together if together.ballots < least else None
        if small is None:
            kept.insert(0, together)
    if small is not None:
        kept = [kept[0].joined_by(small), *kept[1:]] if kept else [small]
    return kept
