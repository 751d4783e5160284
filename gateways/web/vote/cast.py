"""Voting, step 3: the ballot is looked over, cast, and answered with a receipt."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render
from gateways.web.vote.choice import paper_page
from gateways.web.vote.code import code_page
from gateways.web.vote.paper import body_of, check_standing, withdrawn_of
from gateways.web.vote.qr import qr_code
from gateways.web.vote.way import Way, forget, go_on, kept_nowhere, way_of

_PERMIT_RAN_OUT = "permit-is-not-valid"
_MALFORMED = 422


async def show_check(request: Request) -> Response:
    """Step 3: the ballot as it will be cast, and that it is not cast yet."""
    way = way_of(request)
    if not way.may_choose:
        return RedirectResponse("/vote", 303)
    poll = await services_of(request).voting.poll(way.poll_id)
    if withdrawn_of(poll) & way.marks.keys():
        return RedirectResponse("/vote/choose", 303)
    chosen = [project for project in poll["projects"] if str(project["number"]) in way.marks]
    return kept_nowhere(render(request, "vote/check.html", poll=poll, chosen=chosen, marks=way.marks))


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
    return kept_nowhere(page)


async def finish(request: Request) -> Response:
    """Home, with nothing left on the device: somebody else may use it next."""
    return forget(RedirectResponse("/", 303))


async def _refused(request: Request, way: Way, poll: Json, refusal: ServiceRefused) -> Response:
    form = FilledForm()
    if refusal.code == _PERMIT_RAN_OUT:
        form.refuse("code", in_words(refusal))
        return await code_page(request, form, status=refusal.status)
    if refusal.status == _MALFORMED:
        marks = check_standing(poll, form, way.marks)
        if form.is_sound:
            form.refuse(f"project-{poll['projects'][0]['number']}", in_words(refusal))
        return await paper_page(request, poll, form, marks, status=_MALFORMED)
    page = render(request, "vote/refused.html", status=refusal.status, poll=poll, message=in_words(refusal))
    return kept_nowhere(page)


ROUTES = [
    Route("/vote/check", show_check),
    Route("/vote/cast", cast, methods=["POST"]),
    Route("/vote/done", show_receipt),
    Route("/vote/finish", finish, methods=["POST"]),
]
