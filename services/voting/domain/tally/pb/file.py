"""A Pabulib file, read."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Profile
from services.voting.domain.tally.pb.notes import Remark


@dataclass(frozen=True, slots=True)
class PabulibFile:
    """What a ``.pb`` file says.

    ``official`` are the projects that the city funded by the rule (``selected`` is 1), or None if the file does not
    say; ``meta`` is every line of META as text; ``warnings`` is what whoever counts it should know; ``beyond_limits``
    are the places in the profile of ballots that break the paper's limits. They count all the same, as a city has
    taken them, but not unsaid. ``doubt`` is what to say besides if the file is counted by the rule that it names.
    """

    meta: Mapping[str, str]
    instance: Instance
    profile: Profile
    official: frozenset[str] | None
    warnings: tuple[Remark, ...] = ()
    beyond_limits: tuple[int, ...] = ()
    doubt: Remark | None = None
