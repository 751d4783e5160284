"""Voting, step 3: the ballot is looked over, cast, and answered with a receipt."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render
from gateways.web.vote.astray import back_to_code, to_where_they_are
from gateways.web.vote.paper import body_of, withdrawn_of
from gateways.web.vote.qr import qr_of_receipt
from gateways.web.vote.trouble import come_back, said, trouble_at
from gateways.web.vote.way import Way, digest_of, forget, go_on, kept_nowhere, remember, way_of

SHOWN = "shown"
"""The hidden field with the digest of the ballot that the page shows."""

_PERMIT_RAN_OUT = "permit-is-not-valid"
_MALFORMED = 422


async def show_check(request: Request) -> Response:
    """Step 3: the ballot as it will be cast, and that it is not cast yet."""
    way = way_of(request)
    if not way.may_choose:
        return to_where_they_are(way)
    poll = await services_of(request).voting.poll(way.poll_id)
    if withdrawn_of(poll) & way.marks.keys():
        return RedirectResponse("/vote/choose", 303)
    chosen = [project for project in poll["projects"] if str(project["number"]) in way.marks]
    page = render(
        request,
        "vote/check.html",
        poll=poll,
        chosen=chosen,
        marks=way.marks,
        shown=digest_of(request, way),
        is_another="another" in request.query_params,
    )
    return kept_nowhere(page)


async def cast(request: Request) -> Response:
    """On to the receipt; or back to the step where something is wrong. Sent twice, it counts once.

    The form says which ballot it shows. If another one waits in this browser by now, nothing is cast.
    """
    way, shown = way_of(request), (await read_form(request)).value(SHOWN)
    if way.receipt:
        return RedirectResponse("/vote/done", 303) if shown == way.cast else back_to_code("cast")
    if way.permit is None:
        return back_to_code("way")
    if shown != digest_of(request, way):
        return RedirectResponse("/vote/check?another" if way.is_chosen else "/vote/choose?another", 303)
    return await _hand_in(request, way, way.permit)


async def _hand_in(request: Request, way: Way, permit: str) -> Response:
    try:
        poll = await services_of(request).voting.poll(way.poll_id)
        ballot = await services_of(request).voting.cast(permit, body_of(poll, way.marks))
    except ServiceIsUnreachable:
        page = render(request, "vote/unsure.html", status=503, shown=digest_of(request, way))
        page.headers["Retry-After"] = "5"
        return kept_nowhere(page)
    except ServiceRefused as refusal:
        return _refused(request, way, refusal)
    done = Way(
        way.poll_id,
        voter=way.voter,
        receipt=ballot["receipt"],
        is_replacement=ballot["is_replacement"],
        cast=digest_of(request, way),
        is_in_force=ballot["status"] == "in-the-box",
    )
    return go_on(request, done, "/vote/done")


async def show_receipt(request: Request) -> Response:
    """The ballot is cast: the receipt as text, as a QR code and on paper."""
    way = way_of(request)
    if way.receipt is None:
        return RedirectResponse("/vote", 303)
    public_url = request.app.state.settings.public_url
    page = render(
        request,
        "vote/done.html",
        poll=await services_of(request).voting.poll(way.poll_id),
        way=way,
        qr=qr_of_receipt(public_url, way.poll_id, way.receipt),
        place=f"{public_url}/receipt" if public_url else None,
    )
    return kept_nowhere(page)


async def finish(request: Request) -> Response:
    """Home, with nothing left on the device: somebody else may use it next."""
    return forget(request, RedirectResponse("/", 303))


async def show_refusal(request: Request) -> Response:
    """The ballot was not taken, and why."""
    trouble = trouble_at(request)
    message = trouble.error("ballot")
    if message is None:
        return to_where_they_are(way_of(request))
    poll: Json = {"name": trouble.value("poll")}
    return said(request, kept_nowhere(render(request, "vote/refused.html", poll=poll, message=message)))


def _refused(request: Request, way: Way, refusal: ServiceRefused) -> Response:
    form = FilledForm()
    if refusal.code == _PERMIT_RAN_OUT:
        form.refuse("code", in_words(refusal))
        return remember(request, way.without_permit(), come_back(request, "/vote", form))
    if refusal.status == _MALFORMED:
        form.refuse("paper", in_words(refusal))
        return remember(request, replace(way, is_chosen=False), come_back(request, "/vote/choose", form))
    form.refuse("ballot", in_words(refusal))
    return come_back(request, "/vote/refused", form)


ROUTES = [
    Route("/vote/check", show_check),
    Route("/vote/cast", cast, methods=["POST"]),
    Route("/vote/done", show_receipt),
    Route("/vote/refused", show_refusal),
    Route("/vote/finish", finish, methods=["POST"]),
]
