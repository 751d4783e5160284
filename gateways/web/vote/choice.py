"""Voting, step 2: the ballot paper is filled in."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form, read_marks
from gateways.web.pages.rendering import render
from gateways.web.vote.astray import back_to_code, to_where_they_are
from gateways.web.vote.paper import FIELD, check_marks, check_standing, read_marks_of
from gateways.web.vote.rules import rule_in_words, task_in_words
from gateways.web.vote.summaries import summaries_of
from gateways.web.vote.trouble import come_back, said, trouble_at
from gateways.web.vote.way import Way, go_on, kept_nowhere, remember, way_of

POLL, VOTER = "poll", "voter"
"""The hidden fields that say whose paper of which poll it is: the browser may have gone on with another one."""


async def show_paper(request: Request) -> Response:
    """Step 2: the paper, with what was chosen before, and what is wrong with it."""
    way = way_of(request)
    if not way.may_choose:
        return to_where_they_are(way)
    poll, form = await services_of(request).voting.poll(way.poll_id), trouble_at(request)
    paper_error = form.errors.pop("paper", None)
    way = replace(way, marks=check_standing(poll, form, way.marks))
    if paper_error and form.is_sound:
        form.refuse(f"project-{poll['projects'][0]['number']}", paper_error)
    page = render(
        request,
        "vote/choose.html",
        poll=poll,
        form=form,
        way=way,
        typed=form.typed,
        task=task_in_words(poll),
        rule=rule_in_words(poll),
        summaries=await summaries_of(request, poll),
        is_another="another" in request.query_params,
    )
    return said(request, kept_nowhere(page))


async def take_choice(request: Request) -> Response:
    """On to the check; or back to the paper, with what is wrong and all that was marked."""
    way, form = way_of(request), await read_form(request)
    if not way.may_choose or form.value(VOTER) != way.voter:
        return await _keep_for_the_voter(request, way, form)
    poll = await services_of(request).voting.poll(way.poll_id)
    marks = check_standing(poll, form, read_marks_of(poll, form, await read_marks(request, FIELD)))
    check_marks(poll, form, marks)
    way = replace(way, marks=marks, is_chosen=form.is_sound)
    if not form.is_sound:
        return remember(request, way, come_back(request, "/vote/choose", form))
    return go_on(request, way, "/vote/check")


async def _keep_for_the_voter(request: Request, way: Way, form: FilledForm) -> Response:
    """Back to the code, because the session has ended or is somebody else's; what was marked waits for its voter."""
    back = back_to_code("other" if way.may_choose else "way")
    if not form.value(VOTER):
        return to_where_they_are(way)
    try:
        poll = await services_of(request).voting.poll(form.value(POLL))
    except ServiceRefused:
        return back
    marks = read_marks_of(poll, form, await read_marks(request, FIELD))
    return remember(request, Way(poll["poll_id"], marks=marks, voter=form.value(VOTER)), back)


ROUTES = [
    Route("/vote/choose", show_paper),
    Route("/vote/choose", take_choice, methods=["POST"]),
]
