"""Checking a receipt: the ballot is in the box, and what that means."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.rendering import render
from gateways.web.words.message import say
from libs.shared.kernel.typed_text import code_signs

_WITH_BALLOTS = ("open", "closed", "counting", "counted", "certified", "announced")
_NOT_FOUND = 404


async def ask_for_receipt(request: Request) -> Response:
    """The empty form; once it is filled in, on to the answer's own address."""
    form = FilledForm(dict(request.query_params))
    receipt, poll_id = code_signs(form.value("receipt")), form.value("poll")
    if receipt and poll_id:
        return RedirectResponse(f"/receipt/{poll_id}/{receipt}", 303)
    return await _form(request, form)


async def show_receipt_status(request: Request) -> Response:
    """Where the ballot is. Who cast it and what it says is not known here."""
    poll_id, receipt = request.path_params["poll_id"], request.path_params["receipt"]
    voting = services_of(request).voting
    try:
        status, poll = await voting.receipt(poll_id, receipt), await voting.poll(poll_id)
    except ServiceRefused:
        form = FilledForm({"receipt": receipt, "poll": poll_id})
        form.refuse("receipt", say("No ballot has this receipt. Please compare it with what you noted."))
        return await _form(request, form, status=_NOT_FOUND)
    return render(request, "vote/receipt.html", status_of_ballot=status, poll=poll, receipt=receipt)


async def _form(request: Request, form: FilledForm, *, status: int = 200) -> Response:
    polls = [poll for poll in await services_of(request).voting.polls() if poll["state"] in _WITH_BALLOTS]
    return render(request, "vote/receipt_form.html", status=status, form=form, polls=polls)


ROUTES = [
    Route("/receipt", ask_for_receipt),
    Route("/receipt/{poll_id}/{receipt}", show_receipt_status),
]
