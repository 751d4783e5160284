"""Checking a receipt: whether its ballot is in the box, and what that means.

Receipts stand in no address: proxies write addresses into their logs, and browsers into their histories.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.rendering import render
from gateways.web.vote.booth import booth_of, kept_nowhere
from gateways.web.vote.trouble import come_back, said, trouble_at
from gateways.web.words.message import say
from libs.shared.kernel.typed_text import code_signs

_WITH_BALLOTS = ("open", "closed", "counting", "counted", "certified", "announced")


async def ask_for_receipt(request: Request) -> Response:
    """The form, empty or with what is wrong."""
    polls = [poll for poll in await services_of(request).voting.polls() if poll["state"] in _WITH_BALLOTS]
    page = render(request, "vote/receipt_form.html", form=trouble_at(request), polls=polls)
    return said(request, kept_nowhere(page))


async def check_receipt(request: Request) -> Response:
    """Where the ballot of the receipt that was typed is."""
    form = await read_form(request)
    form.require("receipt", say("Please type your receipt."))
    return await _status_page(request, form) if form.is_sound else come_back(request, "/receipt", form)


async def check_own_receipt(request: Request) -> Response:
    """Where the ballot is that was cast in this browser just now."""
    booth = booth_of(request)
    if booth.receipt is None:
        return RedirectResponse("/receipt", 303)
    return await _status_page(request, FilledForm({"poll": booth.poll_id, "receipt": booth.receipt}))


async def ask_for_receipt_of_old_address(request: Request) -> Response:
    """Receipts printed by earlier versions lead here: to the form, filled in."""
    given = request.path_params
    form = FilledForm({"poll": given["poll_id"], "receipt": given["receipt"]})
    return come_back(request, "/receipt", form)


async def _status_page(request: Request, form: FilledForm) -> Response:
    """Who cast it and what it says is not known here."""
    poll_id, voting = form.value("poll"), services_of(request).voting
    try:
        status = await voting.receipt(poll_id, code_signs(form.value("receipt")))
        poll = await voting.poll(poll_id)
    except ServiceRefused as refused:
        if refused.code == "receipt-may-be-lost":
            lost, receipt = refused.problem, form.value("receipt")
            return kept_nowhere(render(request, "vote/receipt_lost.html", lost=lost, receipt=receipt))
        form.refuse("receipt", say("No ballot has this receipt. Please compare it with what you noted."))
        return come_back(request, "/receipt", form)
    page = render(request, "vote/receipt.html", status_of_ballot=status, poll=poll, receipt=form.value("receipt"))
    return kept_nowhere(page)


ROUTES = [
    Route("/receipt", ask_for_receipt),
    Route("/receipt", check_receipt, methods=["POST"]),
    Route("/receipt/mine", check_own_receipt),
    Route("/receipt/{poll_id}/{receipt}", ask_for_receipt_of_old_address),
]
