"""A Pabulib file, read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from services.voting.domain.tally.paper.channels import Cast
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.pb.notes import Remark


@dataclass(frozen=True, slots=True)
class PabulibFile:
    """What a ``.pb`` file says.

    ``official`` are the projects that the city funded by the rule (``selected`` is 1), or None if the file does not
    say; ``meta`` is every line of META as text; ``warnings`` is what whoever counts it should know; ``beyond_limits``
    are the places in the profile of ballots that break the paper's limits. They count all the same, as a city has
    taken them, but not unsaid. ``doubt`` is what to say besides if the file is counted by the rule that it names.
    ``channels`` says of each how many people cast each of the profile's ballots through it, if the file does; with
    ``weights`` the ballots of those channels count as so many, and the profile holds them as they count.
    """

    meta: Mapping[str, str]
    instance: Instance
    profile: Profile
    official: frozenset[str] | None
    warnings: tuple[Remark, ...] = ()
    beyond_limits: tuple[int, ...] = ()
    doubt: Remark | None = None
    channels: Mapping[str, Ints] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        """The ballots by channel."""
        return Cast(self.channels, self.weights)

    @property
    def unweighted(self) -> Profile:
        """The ballots, each counted once."""
        return self.cast.unweighted(self.profile) if self.weights else self.profile

    def ballots(self) -> Iterator[tuple[dict[str, int], int]]:
        """Each distinct ballot, from project id to mark, and for how many it counts; worked out for a second count."""
        if self.weights:
            return self.cast.ballots(self.profile, self.instance.ids)
        return self.profile.ballots(self.instance.ids)
