"""Where each area has a paper: a ballot keeps to one area's, beside the projects for all, and to the bounds of each."""

from uuid import UUID

from services.voting.domain.casting.ballot import Ballot
from services.voting.domain.casting.paper_errors import (
    ChoicesOfTwoAreas,
    ProjectOfAnotherArea,
    TooManyCitywide,
    TooManyInArea,
)
from services.voting.domain.polls.poll import Poll


def demand_one_paper(poll: Poll, ballot: Ballot, lives_in: UUID | None) -> None:
    """Nothing, if the ballot keeps to the paper of one area. ``lives_in`` is the voter's area on the roll.

    Raises:
        ChoicesOfTwoAreas, ProjectOfAnotherArea, TooManyInArea, TooManyCitywide: if not.
    """
    if poll.terms.area_choice == "none":
        return
    of_areas = [number for number in ballot.numbers if poll.by_number[number].area_id in poll.papers]
    _demand_one_area(poll, of_areas)
    if poll.terms.area_choice == "roll" and _has_a_paper(poll, lives_in):
        _demand_own_area(poll, of_areas, lives_in)
    limits, citywide = poll.terms.limits, len(ballot.numbers) - len(of_areas)
    if limits.max_in_area is not None and len(of_areas) > limits.max_in_area:
        raise TooManyInArea(limits.max_in_area, len(of_areas))
    if limits.max_citywide is not None and citywide > limits.max_citywide:
        raise TooManyCitywide(limits.max_citywide, citywide)


def _demand_one_area(poll: Poll, numbers: list[int]) -> None:
    for number in numbers[1:]:
        if poll.by_number[number].area_id != poll.by_number[numbers[0]].area_id:
            raise ChoicesOfTwoAreas(numbers[0], number)


def _demand_own_area(poll: Poll, numbers: list[int], lives_in: UUID | None) -> None:
    for number in numbers:
        if poll.by_number[number].area_id != lives_in:
            raise ProjectOfAnotherArea(number)


def _has_a_paper(poll: Poll, area_id: UUID | None) -> bool:
    """Whether the area has a paper; it has none any more once all of its projects are withdrawn."""
    lines = poll.papers.get(area_id, ()) if area_id else ()
    return any(line.number not in poll.withdrawn for line in lines)
