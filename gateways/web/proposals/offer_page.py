"""The page of an offer: what was offered and how it stands; whoever holds its key stands by it or takes it back."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import as_sent, carried, carry
from gateways.web.pages.problems import not_found
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render
from gateways.web.proposals.offer_words import KINDS, amount_of
from gateways.web.words.message import say
from gateways.web.words.standing import standing

_UNKNOWN = "offer-is-not-known"


async def show_offer(request: Request) -> Response:
    """The offer as everybody may see it, or as its maker does once the key was shown; and a field for the key."""
    return await _page(request, form_of(request), carried(request) or None)


async def answer_for_offer(request: Request) -> Response:
    """Back to the offer: opened by its key, or after its maker stood by it or took it back; or with what is wrong."""
    form, offer_id = await read_form(request), request.path_params["offer_id"]
    proposals = services_of(request).proposals
    key = as_sent(form.require("key", say("Please type the key that you noted when you made the offer.")))
    action = "withdraw" if form.value("action") == "withdraw" else "commit"
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        if form.value("action") == "open":
            await proposals.offer(offer_id, key)
        else:
            await proposals.answer_for_offer(offer_id, action, key)
    except ServiceRefused as refusal:
        form.refuse("key", in_words(refusal))
        raise FormIsNotTaken(form) from None
    done = "" if form.value("action") == "open" else "?done=yes"
    return carry(request, RedirectResponse(request.url.path + done, 303), request.url.path, key)


def own_address(offer: Json, key: str) -> str:
    """The offer's page with its key where no server sees it: whoever follows it need not type the key."""
    return f"/offers/{offer['offer_id']}#{key}"


async def _page(request: Request, form: FilledForm, key: str | None) -> Response:
    services, offer_id = services_of(request), request.path_params["offer_id"]
    try:
        offer = await services.proposals.offer(offer_id, key)
    except ServiceRefused as refusal:
        if refusal.code != _UNKNOWN:
            return not_found(request)
        return render(request, "proposals/offer_unknown.html", status=404, form=form, offer_id=offer_id)
    proposal = await services.proposals.proposal(offer["proposal_id"])
    page = render(
        request,
        "proposals/offer.html",
        form=form,
        offer=offer,
        proposal=proposal,
        round=await services.ideas.round(proposal["round_id"]),
        done=standing("offer", offer["state"]).word if "done" in request.query_params and key else None,
        kind=KINDS[offer["kind"]],
        amount=amount_of(offer),
        may_commit=offer["state"] == "accepted" and proposal["state"] != "on_ballot",
        waits_for_vote=offer["state"] == "accepted" and proposal["state"] == "on_ballot",
        may_withdraw=offer["state"] in ("made", "accepted"),
    )
    page.headers["Cache-Control"] = "no-store"  # the form may hold the key
    return page


ROUTES = [
    Route("/offers/{offer_id}", show_offer),
    Route("/offers/{offer_id}", answer_for_offer, methods=["POST"]),
]
