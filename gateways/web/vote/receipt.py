"""Checking a receipt: whether its ballot is in the box, and what that means.

Receipts stand in no address: proxies write addresses into their logs, and browsers into their histories.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.rendering import render
from gateways.web.vote.booth import booth_of, kept_nowhere
from gateways.web.vote.trouble import come_back, said, trouble_at
from gateways.web.words.message import say
from libs.shared.kernel.typed_text import code_signs

_ASKED, _A_FEW_MINUTES = "asked", 300
_LOST = "receipt-may-be-lost"
_WITH_BALLOTS = ("open", "closed", "counting", "counted", "certified", "announced")


async def ask_for_receipt(request: Request) -> Response:
    """The form, empty or with what is wrong."""
    polls = [poll for poll in await services_of(request).voting.polls() if poll["state"] in _WITH_BALLOTS]
    page = render(request, "vote/receipt_form.html", form=trouble_at(request), polls=polls)
    return said(request, kept_nowhere(page))


async def check_receipt(request: Request) -> Response:
    """On to where the ballot of the receipt is that was typed."""
    form = await read_form(request)
    form.require("receipt", say("Please type your receipt."))
    if not form.is_sound:
        return come_back(request, "/receipt", form)
    poll_id, receipt = form.value("poll"), form.value("receipt")
    try:
        await services_of(request).voting.receipt(poll_id, code_signs(receipt))
    except ServiceRefused as refused:
        if refused.code != _LOST:
            return _unknown(request, form)
    response, asked = RedirectResponse("/receipt/found", 303), {"poll": poll_id, "receipt": receipt}
    sealed_cookies.keep(request, response, _ASKED, asked, _A_FEW_MINUTES)
    return response


async def show_found(request: Request) -> Response:
    """Where the ballot is whose receipt was typed just now."""
    asked = sealed_cookies.kept(request, _ASKED, _A_FEW_MINUTES)
    return await _status_page(request, FilledForm(asked)) if asked else RedirectResponse("/receipt", 303)


async def check_own_receipt(request: Request) -> Response:
    """Where the ballot is that was cast in this browser just now."""
    booth = booth_of(request)
    if booth.receipt is None:
        return RedirectResponse("/receipt", 303)
    return await _status_page(request, FilledForm({"poll": booth.poll_id, "receipt": booth.receipt}))


async def ask_for_receipt_of_old_address(request: Request) -> Response:
    """Receipts printed by earlier versions lead here: to the form. What stands in the address is not used."""
    form = FilledForm({"poll": request.path_params["poll_id"]})
    form.refuse(
        "receipt", say("Please type your receipt. It is not taken from an address: addresses are kept in logs.")
    )
    return come_back(request, "/receipt", form)


async def _status_page(request: Request, form: FilledForm) -> Response:
    """Who cast it and what it says is not known here."""
    poll_id, voting = form.value("poll"), services_of(request).voting
    try:
        status = await voting.receipt(poll_id, code_signs(form.value("receipt")))
        poll = await voting.poll(poll_id)
    except ServiceRefused as refused:
        if refused.code != _LOST:
            return _unknown(request, form)
        lost, receipt = refused.problem, form.value("receipt")
        return kept_nowhere(render(request, "vote/receipt_lost.html", lost=lost, receipt=receipt))
    page = render(request, "vote/receipt.html", status_of_ballot=status, poll=poll, receipt=form.value("receipt"))
    return kept_nowhere(page)


def _unknown(request: Request, form: FilledForm) -> Response:
    form.refuse("receipt", say("No ballot has this receipt. Please compare it with what you noted."))
    return come_back(request, "/receipt", form)


ROUTES = [
    Route("/receipt", ask_for_receipt),
    Route("/receipt", check_receipt, methods=["POST"]),
    Route("/receipt/found", show_found),
    Route("/receipt/mine", check_own_receipt),
    Route("/receipt/{poll_id}/{in_address}", ask_for_receipt_of_old_address),
]
