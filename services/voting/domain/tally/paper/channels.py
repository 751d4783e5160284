"""Ballots that count by the channel they came through: one of weight three counts as three that say the same.

Weights are whole numbers, so the count stays exact under every rule, and there is nothing in it that is not so already
when three people say the same. Where a council wants 1.5 it says 3, and 2 for the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.voting.domain.tally.paper.profile import Ints, Profile

MOST_WEIGHT = 100
MOST_CHANNELS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """How many people cast each of a profile's ballots through each channel, and what those of a channel count.

    A channel that ``weights`` does not name counts once. Without weights ballots count as people.
    """

    people: Mapping[str, Ints]
    weights: Mapping[str, int]

    def unweighted(self, profile: Profile) -> Profile:
        """The ballots, each counted once."""
        return replace(profile, weights=sum(self.people.values(), np.zeros_like(profile.weights)))

    def weighed(self, profile: Profile) -> Profile:
        """The ballots as they count."""
        parts = (people * self.weights.get(channel, 1) for channel, people in self.people.items())
        return replace(profile, weights=sum(parts, np.zeros_like(profile.weights)))

    def ballots(self, profile: Profile, ids: Sequence[str]) -> Iterator[tuple[dict[str, int], int]]:
        """Each distinct ballot, and for how many it counts: worked out one by one, for whoever counts a second time."""
        for place, (ballot, _) in enumerate(profile.ballots(ids)):
            yield ballot, sum(int(people[place]) * self.weights.get(name, 1) for name, people in self.people.items())

    def in_all(self) -> dict[str, int]:
        """How many ballots came through each channel."""
        return {channel: int(people.sum()) for channel, people in self.people.items()}
