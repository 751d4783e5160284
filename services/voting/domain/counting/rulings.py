"""What a poll's council ruled beforehand of its projects and its money, in the tally's words."""

from services.voting.domain.polls.paper import PaperProject
from services.voting.domain.polls.poll import Poll
from services.voting.domain.tally import BudgetShare
from services.voting.domain.tally.pb.shares import sayable


def conflicts_of(poll: Poll) -> tuple[frozenset[str], ...]:
    """The groups of projects that exclude each other, by ballot numbers."""
    numbers = {line.proposal_id: str(line.number) for line in poll.paper}
    groups = (frozenset(numbers[id_] for id_ in group if id_ in numbers) for group in poll.terms.conflicts)
    return tuple(group for group in groups if group)


def shares_of(poll: Poll) -> tuple[BudgetShare, ...]:
    """What areas get at most."""
    return tuple(
        BudgetShare(sayable(area.name), _ids(poll.of_area[area.area_id]), area.at_most_cents)
        for area in poll.terms.area_money
        if area.at_most_cents is not None
    )


def guaranteed_of(poll: Poll) -> tuple[BudgetShare, ...]:
    """What is guaranteed to areas, in the order in which they are counted."""
    return tuple(
        BudgetShare(sayable(area.name), _ids(poll.of_area[area.area_id]), area.guaranteed_cents)
        for area in poll.terms.area_money
        if area.guaranteed_cents
    )


def _ids(lines: tuple[PaperProject, ...]) -> frozenset[str]:
    return frozenset(str(line.number) for line in lines)
