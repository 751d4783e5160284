"""Voting, step 2: the ballot paper is filled in."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.keeping.keeping import Keeping
from gateways.web.keeping.kept_page import KeptPage
from gateways.web.pages.forms import FilledForm, read_form, read_marks
from gateways.web.pages.rendering import render, speech_of
from gateways.web.vote.about import about_projects
from gateways.web.vote.area import AREA, NO_AREA_YET, sections_of
from gateways.web.vote.areas import (
    area_for,
    at_paper,
    bounds_in_words,
    check_papers,
    has_papers,
    is_given,
    paper_for,
)
from gateways.web.vote.astray import back_to_code, to_where_they_are
from gateways.web.vote.booth import Booth, booth_of, go_on, kept_nowhere, remember
from gateways.web.vote.kinds import kind_of
from gateways.web.vote.left import left_of
from gateways.web.vote.moving import moved
from gateways.web.vote.paper import FIELD, OWN_ORDER, as_on_paper, check_marks, check_standing, read_marks_of
from gateways.web.vote.rules import limits_in_words, rule_in_words, task_in_words
from gateways.web.vote.trouble import come_back, said, trouble_at

# As the template has it. No text of anybody can look like this: its quotes would be escaped.
_VOTER_FIELD = 'name="voter" value="%s"'
_NOBODY = "nobody"

RECKON = "reckon"
"""The button with which a voter whose device does not count asks what is left."""

ANOTHER_AREA = "another_area"
"""The button with which a voter goes back to choose the area; what is marked stays."""

_ELSEWHERE = {ANOTHER_AREA: "/vote/area", RECKON: "/vote/choose#left"}

POLL, VOTER = "poll", "voter"
"""The hidden fields that say whose paper of which poll it is: the browser may have gone on with another one."""


async def show_paper(request: Request) -> Response:
    """Step 2: the paper, with what was chosen before, and what is wrong with it."""
    booth = booth_of(request)
    if not booth.may_choose:
        return to_where_they_are(booth)
    poll = await services_of(request).voting.poll(booth.poll_id)
    if has_papers(poll) and not area_for(poll, booth):
        return RedirectResponse("/vote/area", 303)
    form = trouble_at(request)
    if not (booth.marks or form.typed or form.errors or "another" in request.query_params):
        return said(request, kept_nowhere(await _untouched(request, booth)))
    poll = as_on_paper(paper_for(poll, area_for(poll, booth)), booth.voter)
    paper_error = form.errors.pop("paper", None)
    booth = replace(booth, marks=check_standing(poll, form, booth.marks))
    if paper_error and form.is_sound:
        form.refuse(f"project-{poll['projects'][0]['number']}", paper_error)
    return said(request, kept_nowhere(await _paper(request, poll, form, booth)))


async def _paper(request: Request, poll: Json, form: FilledForm, booth: Booth) -> Response:
    return render(
        request,
        "vote/choose.html",
        poll=poll,
        form=form,
        booth=booth,
        typed=form.typed,
        kind=kind_of(poll),
        left=left_of(poll, booth.marks, speech_of(request).money),
        sections=await sections_of(request, poll),
        may_change_area=has_papers(poll) and not is_given(poll, booth),
        area=area_for(poll, booth),
        bounds=[*limits_in_words(poll), *bounds_in_words(poll)],
        task=task_in_words(poll, speech_of(request).money),
        rule=rule_in_words(poll),
        about=await about_projects(request, poll),
        is_another="another" in request.query_params,
    )


async def _untouched(request: Request, booth: Booth) -> Response:
    """The paper before anything is marked: it is the same for all who vote, and kept, but for whose it is."""

    async def of_nobody(anybody: Request) -> Response:
        poll = as_on_paper(await services_of(anybody).voting.poll(booth.poll_id), _NOBODY)
        return await _paper(anybody, poll, FilledForm(), Booth(booth.poll_id, voter=_NOBODY))

    whole = await services_of(request).voting.poll(booth.poll_id)
    poll = as_on_paper(paper_for(whole, area_for(whole, booth)), booth.voter)
    if poll.get("paper_order") == OWN_ORDER or has_papers(poll):
        return await _paper(request, poll, FilledForm(), booth)
    keeping: Keeping = request.app.state.keeping
    page = await keeping.pages.page(request, of_nobody, about=booth.poll_id)
    if isinstance(page, KeptPage):
        return page.filled(_VOTER_FIELD % _NOBODY, _VOTER_FIELD % booth.voter)
    return await _paper(request, poll, FilledForm(), booth)


async def take_choice(request: Request) -> Response:
    """On to the check; or back to the paper, with what is wrong and all that was marked."""
    booth, form = booth_of(request), await read_form(request)
    if not booth.may_choose or form.value(VOTER) != booth.voter:
        return await _keep_for_the_voter(request, booth, form)
    whole = await services_of(request).voting.poll(booth.poll_id)
    booth = _at_the_paper_shown(whole, booth, form)
    poll = as_on_paper(paper_for(whole, booth.area), booth.voter)
    marks = check_standing(poll, form, read_marks_of(poll, form, await read_marks(request, FIELD)))
    if form.is_sound and (step := moved(poll, form, marks)):
        return go_on(request, replace(booth, marks=step.marks, is_chosen=False), f"/vote/choose#project-{step.number}")
    elsewhere = next((to for button, to in _ELSEWHERE.items() if form.value(button)), None)
    if elsewhere and form.is_sound:
        return go_on(request, replace(booth, marks=marks, is_chosen=False), elsewhere)
    check_marks(poll, form, marks, speech_of(request).money)
    check_papers(poll, form, marks)
    booth = replace(booth, marks=marks, is_chosen=form.is_sound)
    if not form.is_sound:
        return remember(request, booth, come_back(request, "/vote/choose", form))
    return go_on(request, booth, "/vote/check")


def _at_the_paper_shown(poll: Json, booth: Booth, form: FilledForm) -> Booth:
    """The booth at the paper that the page shows: another one may have been taken in this browser meanwhile."""
    if not has_papers(poll):
        return booth
    shown = area_for(poll, replace(booth, area=form.value(AREA))) or area_for(poll, booth)
    if not shown:
        form.refuse(AREA, NO_AREA_YET)
    return at_paper(poll, booth, shown)


async def _keep_for_the_voter(request: Request, booth: Booth, form: FilledForm) -> Response:
    """Back to the code, because the session has ended or is somebody else's; what was marked waits for its voter."""
    back = back_to_code("other" if booth.may_choose else "way")
    if not form.value(VOTER):
        return to_where_they_are(booth)
    try:
        poll = await services_of(request).voting.poll(form.value(POLL))
    except ServiceRefused:
        return back
    marks = read_marks_of(poll, form, await read_marks(request, FIELD))
    left = Booth(poll["poll_id"], marks=marks, voter=form.value(VOTER), area=form.value(AREA))
    return remember(request, left, back)


ROUTES = [
    Route("/vote/choose", show_paper),
    Route("/vote/choose", take_choice, methods=["POST"]),
]
