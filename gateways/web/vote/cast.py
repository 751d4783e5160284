"""Voting, step 3: the ballot is looked over, cast, and answered with a receipt."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.vote.astray import back_to_code, to_where_they_are
from gateways.web.vote.booth import Booth, booth_of, digest_of, forget, go_on, kept_nowhere, remember
from gateways.web.vote.kinds import kind_of
from gateways.web.vote.left import left_of
from gateways.web.vote.paper import body_of, chosen_on, withdrawn_of
from gateways.web.vote.qr import qr_of_receipt
from gateways.web.vote.trouble import come_back, said, trouble_at

SHOWN = "shown"
"""The hidden field with the digest of the ballot that the page shows."""

_PERMIT_RAN_OUT = "permit-is-not-valid"
_MALFORMED = 422


async def show_check(request: Request) -> Response:
    """Step 3: the ballot as it will be cast, and that it is not cast yet."""
    booth = booth_of(request)
    if not booth.may_choose:
        return to_where_they_are(booth)
    poll = await services_of(request).voting.poll(booth.poll_id)
    if withdrawn_of(poll) & booth.marks.keys():
        return RedirectResponse("/vote/choose", 303)
    page = render(
        request,
        "vote/check.html",
        poll=poll,
        kind=kind_of(poll),
        chosen=chosen_on(poll, booth.marks),
        left=left_of(poll, booth.marks, speech_of(request).money),
        marks=booth.marks,
        shown=digest_of(request, booth),
        is_another="another" in request.query_params,
    )
    return kept_nowhere(page)


@shown_at("/vote/check")
async def cast(request: Request) -> Response:
    """On to the receipt; or back to the step where something is wrong. Sent twice, it counts once.

    The form says which ballot it shows. If another one waits in this browser by now, nothing is cast.
    """
    booth, shown = booth_of(request), (await read_form(request)).value(SHOWN)
    if booth.receipt:
        return RedirectResponse("/vote/done", 303) if shown == booth.cast else back_to_code("cast")
    if booth.permit is None:
        return back_to_code("way")
    if shown != digest_of(request, booth):
        return RedirectResponse("/vote/check?another" if booth.is_chosen else "/vote/choose?another", 303)
    return await _hand_in(request, booth, booth.permit)


async def _hand_in(request: Request, booth: Booth, permit: str) -> Response:
    try:
        poll = await services_of(request).voting.poll(booth.poll_id)
        ballot = await services_of(request).voting.cast(permit, body_of(poll, booth.marks))
    except ServiceIsUnreachable:
        return RedirectResponse("/vote/unsure", 303)
    except ServiceRefused as refusal:
        return _refused(request, booth, refusal)
    done = Booth(
        booth.poll_id,
        voter=booth.voter,
        receipt=ballot["receipt"],
        is_replacement=ballot["is_replacement"],
        cast=digest_of(request, booth),
        is_in_force=ballot["status"] == "in-the-box",
    )
    return go_on(request, done, "/vote/done")


async def show_unsure(request: Request) -> Response:
    """No answer came from the ballot box: the ballot, to be cast again."""
    booth = booth_of(request)
    if not booth.waits:
        return to_where_they_are(booth)
    return kept_nowhere(render(request, "vote/unsure.html", shown=digest_of(request, booth)))


async def show_receipt(request: Request) -> Response:
    """The ballot is cast: the receipt as text, as a QR code and on paper."""
    booth = booth_of(request)
    if booth.receipt is None:
        return RedirectResponse("/vote", 303)
    public_url = request.app.state.settings.public_url
    page = render(
        request,
        "vote/done.html",
        poll=await services_of(request).voting.poll(booth.poll_id),
        booth=booth,
        qr=qr_of_receipt(public_url, booth.poll_id, booth.receipt),
        place=f"{public_url}/receipt" if public_url else None,
    )
    return kept_nowhere(page)


@shown_at("/")
async def finish(request: Request) -> Response:
    """Home, with nothing left on the device: somebody else may use it next."""
    return forget(request, RedirectResponse("/", 303))


async def show_refusal(request: Request) -> Response:
    """The ballot was not taken, and why."""
    trouble = trouble_at(request)
    message = trouble.error("ballot")
    if message is None:
        return to_where_they_are(booth_of(request))
    poll: Json = {"name": trouble.value("poll")}
    return said(request, kept_nowhere(render(request, "vote/refused.html", poll=poll, message=message)))


def _refused(request: Request, booth: Booth, refusal: ServiceRefused) -> Response:
    form = FilledForm()
    if refusal.code == _PERMIT_RAN_OUT:
        form.refuse("code", in_words(refusal))
        return remember(request, booth.without_permit(), come_back(request, "/vote", form))
    if refusal.status == _MALFORMED:
        form.refuse("paper", in_words(refusal))
        return remember(request, replace(booth, is_chosen=False), come_back(request, "/vote/choose", form))
    form.refuse("ballot", in_words(refusal))
    return come_back(request, "/vote/refused", form)


ROUTES = [
    Route("/vote/check", show_check),
    Route("/vote/cast", cast, methods=["POST"]),
    Route("/vote/unsure", show_unsure),
    Route("/vote/done", show_receipt),
    Route("/vote/refused", show_refusal),
    Route("/vote/finish", finish, methods=["POST"]),
]
