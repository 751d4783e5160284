"""Offering help with a proposal."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.contact import contact_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import carried, carry
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.proposals.offer_page import own_address
from gateways.web.proposals.offer_words import HINTS, HOURLY, KINDS
from gateways.web.proposals.proposals import CAN_TAKE_OFFERS
from gateways.web.vote.booth import kept_nowhere, opaque_client
from gateways.web.vote.qr import qr_code
from gateways.web.words.amounts import amount_in
from gateways.web.words.message import say
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import in_groups

_WORDS_MOST = 1_000
_WHEN_MOST = 300
_QUANTITY_MOST = 100_000


async def ask_for_offer(request: Request) -> Response:
    """The form, empty or as it came back."""
    return await _form(request, form_of(request, {"submission_id": str(new_id())}))


async def take_offer(request: Request) -> Response:
    """On to the thanks with the offer's key; or back to the form, with what is wrong.

    Sending the form again finds the same offer.
    """
    services, form = services_of(request), await read_form(request)
    proposal = await services.proposals.proposal(request.path_params["number"])
    found = await services.ideas.round(proposal["round_id"])
    offer = _checked(form, found["currency"]) | {"language": speech_of(request).language}
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        made = await services.proposals.offer_help(proposal["proposal_id"], offer, opaque_client(request))
    except ServiceRefused as refusal:
        form.refuse("kind", in_words(refusal))
        raise FormIsNotTaken(form) from None
    page = f"/offers/{made['offer_id']}"
    return carry(request, RedirectResponse(f"{page}/thanks", 303), page, made["key"])


async def thank(request: Request) -> Response:
    """The offer's key as text, as a link and as a QR code, and what happens next."""
    services, key = services_of(request), carried(request)
    offer_id = request.path_params["offer_id"]
    if not key:
        return kept_nowhere(render(request, "proposals/offered.html", offer_id=offer_id, key=""))
    offer = await services.proposals.offer(offer_id, key)
    address = own_address(offer, key)
    page = render(
        request,
        "proposals/offered.html",
        offer_id=offer_id,
        key=in_groups(key),
        address=address,
        qr=qr_code((request.app.state.settings.public_url or str(request.base_url).rstrip("/")) + address),
        proposal=await services.proposals.proposal(offer["proposal_id"]),
    )
    return kept_nowhere(page)


def _checked(form: FilledForm, currency: str) -> Json:
    kind = form.value("kind")
    if kind not in KINDS:
        form.refuse("kind", say("Please choose what you would give."))
    words = form.require("words", say("Please say in a sentence what you offer."))
    if len(words) > _WORDS_MOST:
        form.refuse("words", say("Please make it shorter: at most %(most)s characters.", most=_WORDS_MOST))
    form.require("contact", say("Please say how we can reach you, so that we can answer."))
    return {
        "kind": kind,
        "quantity": _quantity(form),
        "unit": "h" if kind in HOURLY else form.value("unit") or None,
        "words": words,
        "value_cents": None if kind in HOURLY else _value_cents(form, currency),
        "when": _when(form),
        "contact": contact_of(form),
        "submission_id": form.value("submission_id") or None,
    }


def _when(form: FilledForm) -> str | None:
    when = form.value("when")
    if len(when) > _WHEN_MOST:
        form.refuse("when", say("Please make it shorter: at most %(most)s characters.", most=_WHEN_MOST))
    return when or None


def _quantity(form: FilledForm) -> int:
    is_one = not form.value("quantity") and form.value("kind") not in HOURLY
    quantity = 1 if is_one else form.whole_number("quantity")
    if quantity is None or not 0 < quantity <= _QUANTITY_MOST:
        form.refuse("quantity", say("Please write how much as a whole number, such as 8."))
        return 0
    return quantity


def _value_cents(form: FilledForm, currency: str) -> int | None:
    typed = form.value("value")
    if not typed:
        if form.value("kind") == "money":
            form.refuse("value", say("Please write how much money, such as 250."))
        return None
    words = say("Please write the amount as a number, such as 250 or 12.50.")
    return amount_in(form, "value", typed, currency, words)


async def _form(request: Request, form: FilledForm) -> Response:
    services = services_of(request)
    proposal = await services.proposals.proposal(request.path_params["number"])
    if proposal["state"] not in CAN_TAKE_OFFERS:
        return render(request, "proposals/offers_closed.html", proposal=proposal)
    found = await services.ideas.round(proposal["round_id"])
    speech = speech_of(request)
    options = [
        {"value": kind, "word": speech.message(word), "hint": speech.message(HINTS[kind])}
        for kind, word in KINDS.items()
    ]
    return render(request, "proposals/offer_help.html", form=form, proposal=proposal, round=found, options=options)


ROUTES = [
    Route("/proposals/{number}/offer", ask_for_offer),
    Route("/proposals/{number}/offer", take_offer, methods=["POST"]),
    Route("/offers/{offer_id}/thanks", thank),
]
