"""Voting, step 1: the code from the letter becomes a permit."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render
from gateways.web.vote.way import Way, go_on, kept_nowhere, opaque_client, way_of
from gateways.web.words.message import say

_SEVERAL_POLLS = "several-polls-are-open"
# Twelve characters and a check symbol, which may be one of *~$=.
_CODE_LENGTH = 13
_BETWEEN = re.compile(r"[^0-9A-Za-z*~$=]")
_MALFORMED = 422


async def ask_for_code(request: Request) -> Response:
    """Step 1, empty; or when voting begins, if no poll is open."""
    return await code_page(request, FilledForm())


async def take_code(request: Request) -> Response:
    """On to the paper with a permit; or the code again, with what is wrong."""
    form = await read_form(request)
    code = form.require("code", say("Please type the code from your letter."))
    if code and len(_BETWEEN.sub("", code)) != _CODE_LENGTH:
        form.refuse("code", say("This code is not complete: it has 13 characters."))
    if not form.is_sound:
        return await code_page(request, form, status=_MALFORMED)
    try:
        permit = await services_of(request).residents.permit(code, form.value("poll") or None, opaque_client(request))
    except ServiceRefused as refusal:
        if refusal.code == _SEVERAL_POLLS:
            return await code_page(request, form, several=True)
        form.refuse("code", in_words(refusal))
        return await code_page(request, form, status=refusal.status)
    before = way_of(request)
    marks = before.marks if before.poll_id == permit["poll_id"] and not before.receipt else {}
    return go_on(request, Way(permit["poll_id"], permit["permit"], marks), "/vote/choose")


async def code_page(request: Request, form: FilledForm, *, several: bool = False, status: int = 200) -> Response:
    """The page of step 1, with what is wrong."""
    polls = await services_of(request).voting.polls()
    return kept_nowhere(
        render(
            request,
            "vote/code.html",
            status=status,
            form=form,
            several=several or bool(form.value("poll")),
            open_polls=[poll for poll in polls if poll["state"] == "open"],
            coming_polls=[poll for poll in polls if poll["state"] == "published"],
        )
    )


ROUTES = [
    Route("/vote", ask_for_code),
    Route("/vote", take_code, methods=["POST"]),
]
