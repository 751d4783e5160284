"""Where each area has a paper: whose paper a voter fills in, what is on it, and what of a ballot stays on it."""

from dataclasses import replace

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.vote.booth import Booth, lives_in
from gateways.web.vote.kinds import Marks, kind_of
from gateways.web.vote.looking_over import first_on
from gateways.web.words.message import Message, say

NO_AREA = "none"
"""Stands for the paper that has the projects for all areas alone."""

FOR_ALL = say("For all areas")


def has_papers(poll: Json) -> bool:
    """Whether each area of the poll has a paper of its own."""
    return bool(poll.get("area_choice", "none") != "none")


def papers_of(poll: Json) -> dict[str, list[Json]]:
    """The projects of each area that has a paper."""
    found: dict[str, list[Json]] = {}
    for project in poll["projects"]:
        if project["area_id"] not in (None, poll["area_id"]):
            found.setdefault(project["area_id"], []).append(project)
    return found


def lines_of(poll: Json) -> list[Json]:
    """The projects as officers look them over: one paper after the other, and at last those for all areas."""
    if not has_papers(poll):
        return list(poll["projects"])
    own = [project for paper in papers_of(poll).values() for project in paper]
    numbers = {project["number"] for project in own}
    return [*own, *(project for project in poll["projects"] if project["number"] not in numbers)]


def areas_of_lines(poll: Json, names: dict[str, str]) -> dict[int, Message | str]:
    """Whose each project is, by its number, where areas have papers or money of their own; none if names are not had.

    Args:
        names: Those of the round's areas by their ids.
    """
    if not names or not (has_papers(poll) or poll.get("area_money")):
        return {}
    for_all = (None, poll["area_id"])
    return {
        project["number"]: FOR_ALL if project["area_id"] in for_all else names.get(project["area_id"], "")
        for project in poll["projects"]
    }


def choices_of(poll: Json) -> list[str]:
    """What a voter can choose: an area of which a project stands, or none where those for all make a ballot."""
    least = max(1, poll["limits"].get("min_choices", 1))
    is_citywide = most_choices(paper_for(poll, NO_AREA)) >= least
    return [*_standing_areas(poll), *([NO_AREA] if is_citywide else [])]


def standing(projects: list[Json]) -> list[Json]:
    """Those that were not withdrawn from the vote."""
    return [project for project in projects if not project.get("withdrawn")]


def _standing_areas(poll: Json) -> list[str]:
    """The areas that have a paper: one has none any more once all of its projects are withdrawn."""
    return [area for area, projects in papers_of(poll).items() if standing(projects)]


def is_given(poll: Json, booth: Booth) -> bool:
    """Whether the roll says whose paper it is, and the voter has nothing to choose."""
    return poll.get("area_choice") == "roll" and lives_in(booth) in _standing_areas(poll)


def area_for(poll: Json, booth: Booth) -> str:
    """The area whose paper the voter fills in; empty while that is still to be chosen."""
    if is_given(poll, booth):
        return lives_in(booth)
    return booth.area if booth.area in choices_of(poll) else ""


def paper_for(poll: Json, area: str) -> Json:
    """The poll with what is on the area's paper: its projects, then those for all areas."""
    if not has_papers(poll):
        return poll
    papers = papers_of(poll)
    of_others = {project["number"] for paper in papers.values() for project in paper}
    citywide = [project for project in poll["projects"] if project["number"] not in of_others]
    return {**poll, "projects": [*papers.get(area, []), *citywide]}


def at_paper(poll: Json, booth: Booth, area: str) -> Booth:
    """The booth with the area's paper: what was marked on others is laid aside, and comes back with them."""
    on_paper = {str(project["number"]) for project in paper_for(poll, area)["projects"]}
    marks = {**booth.marks, **{number: mark for number, mark in booth.aside.items() if number not in booth.marks}}
    here = {number: mark for number, mark in marks.items() if number in on_paper}
    if kind_of(poll).handed_in_as == "ranks":
        here = _without_gaps(here, booth.aside)
    aside = {number: mark for number, mark in marks.items() if number not in on_paper}
    return replace(booth, area=area, marks=here, aside=aside, is_chosen=False)


def check_papers(paper: Json, form: FilledForm, marks: Marks) -> None:
    """Notes beside the paper if it holds too many projects of the area, or for all."""
    if not has_papers(paper):
        return
    of_area = {str(project["number"]) for projects in papers_of(paper).values() for project in projects}
    chosen, limits = len(of_area & marks.keys()), paper["limits"]
    for limit, count, words in (
        (limits.get("max_in_area"), chosen, _TOO_MANY_IN_AREA),
        (limits.get("max_citywide"), len(marks) - chosen, _TOO_MANY_CITYWIDE),
    ):
        if limit is not None and count > limit:
            form.refuse(first_on(paper), say(words.text, chosen=count, most=limit, over=count - limit))


def most_choices(paper: Json) -> int:
    """How many projects a ballot can hold at most, by all its bounds and by what stands on the paper."""
    left = standing(paper["projects"])
    if not has_papers(paper):
        return min(int(paper["limits"]["max_choices"]), len(left))
    kinds = _counted(paper, left)
    return min(int(paper["limits"]["max_choices"]), sum(n if most is None else min(n, most) for n, most, _ in kinds))


def bounds_in_words(poll: Json) -> list[Message]:
    """How many projects of the area, and for all, a ballot may hold; what a paper has no more of needs no bound."""
    kinds = _counted(poll, poll["projects"]) if has_papers(poll) else []
    return [say(words.text, most=most) for n, most, words in kinds if most is not None and most < n]


def _counted(poll: Json, projects: list[Json]) -> list[tuple[int, int | None, Message]]:
    """How many of the projects are an area's own, and how many for all, each with its bound and its words."""
    of_areas = sum(project["area_id"] not in (None, poll["area_id"]) for project in projects)
    limits = poll["limits"]
    return [
        (of_areas, limits.get("max_in_area"), _IN_AREA),
        (len(projects) - of_areas, limits.get("max_citywide"), _CITYWIDE),
    ]


def _without_gaps(places: Marks, last: Marks) -> Marks:
    """The places one after the other; what was laid aside comes behind the rest."""
    order = sorted(places, key=lambda number: (number in last, places[number]))
    return {number: place for place, number in enumerate(order, start=1)}


_TOO_MANY_IN_AREA = say(
    "You chose %(chosen)s projects of the area; the ballot holds %(most)s of them. Please take %(over)s away."
)
_TOO_MANY_CITYWIDE = say(
    "You chose %(chosen)s projects for all areas; the ballot holds %(most)s of them. Please take %(over)s away."
)
_IN_AREA = say("At most %(most)s of the projects on a ballot may be the area's own.")
_CITYWIDE = say("At most %(most)s of the projects on a ballot may be for all areas.")
