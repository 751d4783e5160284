"""Offering help with a proposal, and standing by the offer when the council says yes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.contact import contact_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.proposals.offer_words import HINTS, HOURLY, KINDS
from gateways.web.proposals.proposals import CAN_TAKE_OFFERS
from gateways.web.vote.way import opaque_client
from gateways.web.words.message import say
from gateways.web.words.standing import standing
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.money import AmountIsNotMoney, parse_cents
from libs.shared.kernel.typed_text import code_signs

_WORDS_MOST = 1_000
_QUANTITY_MOST = 100_000


async def ask_for_offer(request: Request) -> Response:
    """The empty form."""
    return await _form(request, FilledForm({"submission_id": str(new_id())}))


async def take_offer(request: Request) -> Response:
    """The offer's key and what happens next; or the form again, with what is wrong.

    The key is shown in the answer itself and never in an address; sending the form again finds the same offer.
    """
    services, form = services_of(request), await read_form(request)
    proposal = await services.proposals.proposal(request.path_params["number"])
    found = await services.ideas.round(proposal["round_id"])
    offer = _checked(form, found["currency"])
    if not form.is_sound:
        return await _form(request, form, status=422)
    try:
        made = await services.proposals.offer_help(proposal["proposal_id"], offer, opaque_client(request))
    except ServiceRefused as refusal:
        form.refuse("kind", in_words(refusal))
        return await _form(request, form, status=refusal.status)
    return render(
        request,
        "proposals/offered.html",
        status=201,
        offer=made,
        key=in_groups(made["key"]),
        proposal=proposal,
        round=found,
    )


async def show_offer_door(request: Request) -> Response:
    """Where whoever made an offer types its key."""
    return render(
        request, "proposals/offer.html", form=FilledForm(), offer_id=request.path_params["offer_id"], done=None
    )


async def answer_for_offer(request: Request) -> Response:
    """The offer after its maker stood by it or took it back; or the form again, with what is wrong."""
    form, offer_id = await read_form(request), request.path_params["offer_id"]
    key = form.require("key", say("Please type the key that you noted when you made the offer."))
    key = code_signs(key)
    action = "withdraw" if form.value("action") == "withdraw" else "commit"
    if not form.is_sound:
        return render(request, "proposals/offer.html", status=422, form=form, offer_id=offer_id, done=None)
    try:
        answered = await services_of(request).proposals.answer_for_offer(offer_id, action, key)
    except ServiceRefused as refusal:
        form.refuse("key", in_words(refusal))
        return render(request, "proposals/offer.html", status=refusal.status, form=form, offer_id=offer_id, done=None)
    return render(
        request, "proposals/offer.html", form=form, offer_id=offer_id, done=standing("offer", answered["state"]).word
    )


def in_groups(key: str) -> str:
    """The key in groups of four, to be copied by hand."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


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
        "contact": contact_of(form),
        "submission_id": form.value("submission_id") or None,
    }


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
    try:
        return parse_cents(typed, currency)
    except AmountIsNotMoney:
        form.refuse("value", say("Please write the amount as a number, such as 250 or 12.50."))
        return None


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
    Route("/offers/{offer_id}", show_offer_door),
    Route("/offers/{offer_id}", answer_for_offer, methods=["POST"]),
]
