"""Whether each paper that a voter may have can be filled in as the limits want, without what was withdrawn."""

from collections.abc import Collection
from dataclasses import dataclass

from services.voting.domain.polls.paper import PaperProject
from services.voting.domain.polls.poll import A_WHOLE, Poll


@dataclass(frozen=True, slots=True)
class PaperInHand:
    """What stands on one paper: the projects of its area, and those for all. Of the one paper for all: these alone."""

    own: tuple[PaperProject, ...]
    for_all: tuple[PaperProject, ...]


def papers_in_hand(poll: Poll, withdrawn: Collection[int]) -> list[PaperInHand]:
    """Each paper of the poll without these projects. An area of which nothing stands any more has none."""

    def standing(lines: Collection[PaperProject]) -> tuple[PaperProject, ...]:
        return tuple(line for line in lines if line.number not in withdrawn)

    of_areas = {line.number for lines in poll.papers.values() for line in lines}
    for_all = standing([line for line in poll.paper if line.number not in of_areas])
    papers = [PaperInHand(own, for_all) for lines in poll.papers.values() if (own := standing(lines))]
    return papers or [PaperInHand((), for_all)]


def can_be_filled_in(poll: Poll, paper: PaperInHand) -> bool:
    """Whether some ballot of the paper keeps to the poll's limits."""
    limits = poll.terms.limits
    costs = _cheapest(paper.own, limits.max_in_area) + _cheapest(paper.for_all, limits.max_citywide)
    most, least = min(len(costs), limits.max_choices), max(limits.min_choices, 1)
    if most < least:
        return False
    match poll.terms.method:
        case "knapsack":
            return sum(sorted(costs)[:least]) <= poll.purse_cents
        case "allocation":
            each = A_WHOLE if limits.max_points_each is None else limits.max_points_each
            return most * each >= A_WHOLE
        case _:
            return True


def _cheapest(lines: Collection[PaperProject], most: int | None) -> list[int]:
    """What the projects cost of which a ballot may hold so many, the cheapest of them."""
    return sorted(line.cost_cents for line in lines)[:most]
