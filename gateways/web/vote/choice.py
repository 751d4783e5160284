"""Voting, step 2: the ballot paper is filled in."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form, read_marks
from gateways.web.pages.rendering import render
from gateways.web.vote.paper import FIELD, check_marks, check_standing, read_marks_of
from gateways.web.vote.rules import rule_in_words, task_in_words
from gateways.web.vote.summaries import summaries_of
from gateways.web.vote.way import Way, go_on, kept_nowhere, way_of

_MALFORMED = 422


async def show_paper(request: Request) -> Response:
    """Step 2: the paper, with what was chosen before."""
    way = way_of(request)
    if not way.may_choose:
        return RedirectResponse("/vote", 303)
    poll, form = await services_of(request).voting.poll(way.poll_id), FilledForm()
    return await paper_page(request, poll, form, check_standing(poll, form, way.marks))


async def take_choice(request: Request) -> Response:
    """On to the check; or the paper again, with what is wrong and all that was marked."""
    way = way_of(request)
    if not way.may_choose:
        return RedirectResponse("/vote", 303)
    poll, form = await services_of(request).voting.poll(way.poll_id), await read_form(request)
    marks = read_marks_of(poll, form, await read_marks(request, FIELD))
    marks = check_standing(poll, form, marks)
    check_marks(poll, form, marks)
    if not form.is_sound:
        return await paper_page(request, poll, form, marks, status=_MALFORMED)
    return go_on(request, Way(way.poll_id, way.permit, marks), "/vote/check")


async def paper_page(
    request: Request, poll: Json, form: FilledForm, marks: dict[str, int], *, status: int = 200
) -> Response:
    """The page of step 2, with what is wrong and all that was marked."""
    page = render(
        request,
        "vote/choose.html",
        status=status,
        poll=poll,
        form=form,
        marks=marks,
        typed=form.typed,
        task=task_in_words(poll),
        rule=rule_in_words(poll),
        summaries=await summaries_of(request, poll),
    )
    return kept_nowhere(page)


ROUTES = [
    Route("/vote/choose", show_paper),
    Route("/vote/choose", take_choice, methods=["POST"]),
]
