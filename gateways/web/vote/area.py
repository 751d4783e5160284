"""Voting, step 2 where each area has a paper: the voter chooses the area."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import read_form
from gateways.web.pages.rendering import render, speech_of
from gateways.web.vote.about import areas_named
from gateways.web.vote.areas import FOR_ALL, NO_AREA, at_paper, choices_of, has_papers, is_given, papers_of, standing
from gateways.web.vote.astray import back_to_code, to_where_they_are
from gateways.web.vote.booth import booth_of, go_on, kept_nowhere, lives_in
from gateways.web.vote.trouble import come_back, said, trouble_at
from gateways.web.words.message import Message, say, say_many

AREA = "area"
_VOTER = "voter"
NO_AREA_YET = say("Please choose an area. Nothing was cast.")


async def ask_for_area(request: Request) -> Response:
    """The areas that have a paper, with the one that was chosen, or that the voter lives in."""
    booth = booth_of(request)
    if not booth.may_choose:
        return to_where_they_are(booth)
    poll = await services_of(request).voting.poll(booth.poll_id)
    if not has_papers(poll) or is_given(poll, booth):
        return RedirectResponse("/vote/choose", 303)
    form = trouble_at(request)
    form.typed = {AREA: booth.area or lives_in(booth), **form.typed}
    options = await _options(request, poll)
    page = render(request, "vote/area.html", poll=poll, form=form, booth=booth, options=options)
    return said(request, kept_nowhere(page))


async def take_area(request: Request) -> Response:
    """On to the area's paper. What was marked on another stays with it, should the voter come back."""
    booth, form = booth_of(request), await read_form(request)
    if not booth.may_choose:
        return to_where_they_are(booth)
    if form.value(_VOTER) != booth.voter:
        return back_to_code("other")
    poll = await services_of(request).voting.poll(booth.poll_id)
    if not has_papers(poll) or is_given(poll, booth):
        return RedirectResponse("/vote/choose", 303)
    if form.value(AREA) not in choices_of(poll):
        form.refuse(AREA, NO_AREA_YET)
        return come_back(request, "/vote/area", form)
    return go_on(request, at_paper(poll, booth, form.value(AREA)), "/vote/choose")


async def sections_of(request: Request, paper: Json) -> list[tuple[Message | str | None, list[Json]]]:
    """The projects on a paper under their headings; one list without a heading where all have one paper."""
    if not has_papers(paper):
        return [(None, paper["projects"])]
    names, papers = await areas_named(request, paper), papers_of(paper)
    of_area = [(names.get(area) or _unnamed(projects), projects) for area, projects in papers.items()]
    numbers = {project["number"] for projects in papers.values() for project in projects}
    citywide = [project for project in paper["projects"] if project["number"] not in numbers]
    return [*of_area, *([(FOR_ALL, citywide)] if citywide else [])]


async def _options(request: Request, poll: Json) -> list[Json]:
    names, papers, speech = await areas_named(request, poll), papers_of(poll), speech_of(request)
    choices = choices_of(poll)
    known = {area: names.get(area) or speech.message(_unnamed(papers[area])) for area in papers if area in choices}
    options = [
        {"value": area, "word": name, "hint": speech.message(_listed(standing(papers[area])))}
        for area, name in known.items()
    ]
    options.sort(key=lambda option: option["word"].casefold())
    if NO_AREA in choices:
        options.append({"value": NO_AREA, "word": speech.message(_NO_AREA)})
    return options


def _listed(projects: list[Json]) -> Message:
    numbers = ", ".join(str(project["number"]) for project in projects)
    return say_many(len(projects), "Project %(numbers)s", "Projects %(numbers)s", numbers=numbers)


def _unnamed(projects: list[Json]) -> Message:
    """What an area is called while its name cannot be had: one can vote without it."""
    numbers = ", ".join(str(project["number"]) for project in projects)
    return say_many(
        len(projects), "Area of the project %(numbers)s", "Area of the projects %(numbers)s", numbers=numbers
    )


_NO_AREA = say("No area, only the projects for all areas")

ROUTES = [
    Route("/vote/area", ask_for_area),
    Route("/vote/area", take_area, methods=["POST"]),
]
