"""A Pabulib file, read."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Profile


@dataclass(frozen=True, slots=True)
class PabulibFile:
    """What a ``.pb`` file says.

    ``official`` are the projects that the city funded by the rule (``selected`` is 1), or None if the file does not
    say; ``meta`` is every line of META as text.
    """

    meta: Mapping[str, str]
    instance: Instance
    profile: Profile
    official: frozenset[str] | None
