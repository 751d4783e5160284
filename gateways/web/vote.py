"""Voting in three steps: code, choose, cast. What was typed travels with the voter, never in an address."""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.forms import FilledForm, read_form, read_marks
from gateways.web.paper import FIELD, body_of, check_marks, read_marks_of
from gateways.web.qr import qr_code
from gateways.web.refusals import in_words
from gateways.web.rendering import render
from gateways.web.rules import rule_in_words, task_in_words
from gateways.web.summaries import summaries_of
from gateways.web.way import Way, forget, go_on, opaque_client, way_of
from gateways.web.words.message import say

_PERMIT_RAN_OUT = "permit-is-not-valid"
_SEVERAL_POLLS = "several-polls-are-open"
# Twelve characters and a check symbol, which may be one of *~$=.
_CODE_LENGTH = 13
_BETWEEN = re.compile(r"[^0-9A-Za-z*~$=]")
_MALFORMED = 422


async def ask_for_code(request: Request) -> Response:
    """Step 1, empty; or when voting begins, if no poll is open."""
    return await _code_page(request, FilledForm())


async def take_code(request: Request) -> Response:
    """On to the paper with a permit; or the code again, with what is wrong."""
    form = await read_form(request)
    code = form.require("code", say("Please type the code from your letter."))
    if code and len(_BETWEEN.sub("", code)) != _CODE_LENGTH:
        form.refuse("code", say("This code is not complete: it has 13 characters."))
    if not form.is_sound:
        return await _code_page(request, form, status=_MALFORMED)
    try:
        permit = await services_of(request).residents.permit(code, form.value("poll") or None, opaque_client(request))
    except ServiceRefused as refusal:
        if refusal.code == _SEVERAL_POLLS:
            return await _code_page(request, form, several=True)
        form.refuse("code", in_words(refusal))
        return await _code_page(request, form, status=refusal.status)
    before = way_of(request)
    marks = before.marks if before.poll_id == permit["poll_id"] and not before.receipt else {}
    return go_on(request, Way(permit["poll_id"], permit["permit"], marks), "/vote/choose")


async def show_paper(request: Request) -> Response:
    """Step 2: the paper, with what was chosen before."""
    way = way_of(request)
    if not way.may_choose:
        return RedirectResponse("/vote", 303)
    return await _paper(request, await services_of(request).voting.poll(way.poll_id), FilledForm(), way.marks)


async def take_choice(request: Request) -> Response:
    """On to the check; or the paper again, with what is wrong and all that was marked."""
    way = way_of(request)
    if not way.may_choose:
        return RedirectResponse("/vote", 303)
    poll, form = await services_of(request).voting.poll(way.poll_id), await read_form(request)
    marks = read_marks_of(poll, form, await read_marks(request, FIELD))
    check_marks(poll, form, marks)
    if not form.is_sound:
        return await _paper(request, poll, form, marks, status=_MALFORMED)
    return go_on(request, Way(way.poll_id, way.permit, marks), "/vote/check")


async def show_check(request: Request) -> Response:
    """Step 3: the ballot as it will be cast, and that it is not cast yet."""
    way = way_of(request)
    if not way.may_choose:
        return RedirectResponse("/vote", 303)
    poll = await services_of(request).voting.poll(way.poll_id)
    chosen = [project for project in poll["projects"] if str(project["number"]) in way.marks]
    return _kept_nowhere(render(request, "vote/check.html", poll=poll, chosen=chosen, marks=way.marks))


async def cast(request: Request) -> Response:
    """On to the receipt; or back to the step where something is wrong. Sent twice, it counts once."""
    way = way_of(request)
    if not way.may_choose or way.permit is None:
        return RedirectResponse("/vote/done" if way.receipt else "/vote", 303)
    poll = await services_of(request).voting.poll(way.poll_id)
    try:
        ballot = await services_of(request).voting.cast(way.permit, body_of(poll, way.marks))
    except ServiceRefused as refusal:
        return await _refused(request, way, poll, refusal)
    done = Way(way.poll_id, receipt=ballot["receipt"], is_replacement=ballot["is_replacement"])
    return go_on(request, done, "/vote/done")


async def show_receipt(request: Request) -> Response:
    """The ballot is cast: the receipt as text, as a QR code and on paper."""
    way = way_of(request)
    if way.receipt is None:
        return RedirectResponse("/vote", 303)
    path = f"/receipt/{way.poll_id}/{way.receipt}"
    page = render(
        request,
        "vote/done.html",
        poll=await services_of(request).voting.poll(way.poll_id),
        way=way,
        path=path,
        qr=qr_code(str(request.base_url).rstrip("/") + path),
    )
    return _kept_nowhere(page)


async def finish(request: Request) -> Response:
    """Home, with nothing left on the device: somebody else may use it next."""
    return forget(RedirectResponse("/", 303))


async def _code_page(request: Request, form: FilledForm, *, several: bool = False, status: int = 200) -> Response:
    polls = await services_of(request).voting.polls()
    return _kept_nowhere(
        render(
            request,
            "vote/code.html",
            status=status,
            form=form,
            several=several or bool(form.value("poll")),
            open_polls=[poll for poll in polls if poll["state"] == "open"],
            coming_polls=[poll for poll in polls if poll["state"] == "published"],
        )
    )


async def _paper(
    request: Request, poll: Json, form: FilledForm, marks: dict[str, int], *, status: int = 200
) -> Response:
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
    return _kept_nowhere(page)


async def _refused(request: Request, way: Way, poll: Json, refusal: ServiceRefused) -> Response:
    form = FilledForm()
    if refusal.code == _PERMIT_RAN_OUT:
        form.refuse("code", in_words(refusal))
        return await _code_page(request, form, status=refusal.status)
    if refusal.status == _MALFORMED:
        form.refuse(f"project-{poll['projects'][0]['number']}", in_words(refusal))
        return await _paper(request, poll, form, way.marks, status=_MALFORMED)
    page = render(request, "vote/refused.html", status=refusal.status, poll=poll, message=in_words(refusal))
    return _kept_nowhere(page)


def _kept_nowhere(page: Response) -> Response:
    """The next person at the device must not find the page by going back."""
    page.headers["Cache-Control"] = "no-store"
    return page


ROUTES = [
    Route("/vote", ask_for_code),
    Route("/vote", take_code, methods=["POST"]),
    Route("/vote/choose", show_paper),
    Route("/vote/choose", take_choice, methods=["POST"]),
    Route("/vote/check", show_check),
    Route("/vote/cast", cast, methods=["POST"]),
    Route("/vote/done", show_receipt),
    Route("/vote/finish", finish, methods=["POST"]),
]
