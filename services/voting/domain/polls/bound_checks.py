"""Bounds that mean nothing for a draft's kind of ballot: whoever set them meant something else."""

from collections.abc import Iterator

from services.voting.domain.casting.kinds import KINDS
from services.voting.domain.polls.check import Check, unmet
from services.voting.domain.polls.poll import Poll


def bounds_of_others(poll: Poll) -> Iterator[Check]:
    """What is bounded although no ballot of the kind has it."""
    limits = poll.terms.limits
    if poll.terms.method != "knapsack" and limits.max_cost_cents is not None:
        yield unmet(
            "bounds-are-of-the-method",
            en="What the projects on a ballot may cost together is bounded only where voters choose what the money "
            "suffices for: leave it out, or choose that way to vote.",
            de="Was die Projekte auf einem Stimmzettel zusammen kosten dürfen, ist nur begrenzt, wo man wählt, wofür "
            "das Geld reicht: Lassen Sie es weg oder wählen Sie diese Art abzustimmen.",
        )
    gives_points = KINDS[poll.terms.method].handed_in_as == "points"
    if not gives_points and (limits.max_points is not None or limits.max_points_each is not None):
        yield unmet(
            "bounds-are-of-the-method",
            en="On these ballots nobody gives points: leave their bounds out, or choose a way to vote with points.",
            de="Auf diesen Stimmzetteln gibt niemand Punkte: Lassen Sie deren Grenzen weg oder wählen Sie eine Art "
            "abzustimmen mit Punkten.",
        )
