"""Offering help with a proposal."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.contact import contact_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.keys import in_groups
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.proposals.offer_page import own_address
from gateways.web.proposals.offer_words import HINTS, HOURLY, KINDS
from gateways.web.proposals.proposals import CAN_TAKE_OFFERS
from gateways.web.vote.qr import qr_code
from gateways.web.vote.way import kept_nowhere, opaque_client
from gateways.web.words.amounts import amount_in
from gateways.web.words.message import say
from libs.shared.kernel.ids import new_id

_WORDS_MOST = 1_000
_WHEN_MOST = 300
_QUANTITY_MOST = 100_000


async def ask_for_offer(request: Request) -> Response:
    """The empty form."""
    return await _form(request, FilledForm({"submission_id": str(new_id())}))


async def take_offer(request: Request) -> Response:
    """The offer's key and what happens next; or the form again, with what is wrong.

    The key is shown once, as text, as a link and as a QR code; sending the form again finds the same offer.
    """
    services, form = services_of(request), await read_form(request)
    proposal = await services.proposals.proposal(request.path_params["number"])
    found = await services.ideas.round(proposal["round_id"])
    offer = _checked(form, found["currency"]) | {"language": speech_of(request).language}
    if not form.is_sound:
        return await _form(request, form, status=422)
    try:
        made = await services.proposals.offer_help(proposal["proposal_id"], offer, opaque_client(request))
    except ServiceRefused as refusal:
        form.refuse("kind", in_words(refusal))
        return await _form(request, form, status=refusal.status)
    page = render(
        request,
        "proposals/offered.html",
        status=201,
        offer=made,
        key=in_groups(made["key"]),
        address=(address := own_address(made, made["key"])),
        qr=qr_code((request.app.state.settings.public_url or str(request.base_url).rstrip("/")) + address),
        proposal=proposal,
        round=found,
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


async def _form(request: Request, form: FilledForm, *, status: int = 200) -> Response:
    services = services_of(request)
    proposal = await services.proposals.proposal(request.path_params["number"])
    if proposal["state"] not in CAN_TAKE_OFFERS:
        return render(request, "proposals/offers_closed.html", status=status, proposal=proposal)
    found = await services.ideas.round(proposal["round_id"])
    speech = speech_of(request)
    options = [
        {"value": kind, "word": speech.message(word), "hint": speech.message(HINTS[kind])}
        for kind, word in KINDS.items()
    ]
    return render(
        request, "proposals/offer_help.html", status=status, form=form, proposal=proposal, round=found, options=options
    )


ROUTES = [
    Route("/proposals/{number}/offer", ask_for_offer),
    Route("/proposals/{number}/offer", take_offer, methods=["POST"]),
]
