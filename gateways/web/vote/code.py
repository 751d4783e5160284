"""Voting, step 1: the code from the letter becomes a permit."""

import re
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused, piece
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render
from gateways.web.vote.astray import reason_of
from gateways.web.vote.booth import Booth, booth_of, go_on, kept_nowhere, opaque_client, voter_of
from gateways.web.vote.trouble import come_back, said, trouble_at
from gateways.web.words.message import say

REHEARSAL = "rehearsal"
"""The hidden field that names a rehearsal."""

_SEVERAL_POLLS = "several-polls-are-open"
# Twelve characters and a check symbol, which may be one of *~$=.
_CODE_LENGTH = 13
_BETWEEN = re.compile(r"[^0-9A-Za-z*~$=]")
# Noted with what was typed when the code is good for several polls, so that the page asks for one.
_SEVERAL = "several"


async def ask_for_code(request: Request) -> Response:
    """Step 1, empty or with what is wrong; or when voting begins, if no poll is open."""
    booth, form = booth_of(request), trouble_at(request)
    rehearsal = await _rehearsal(request)
    polls = [rehearsal] if rehearsal else await services_of(request).voting.polls()
    page = render(
        request,
        "vote/code.html",
        form=form,
        several=bool(form.value("poll") or form.value(_SEVERAL)),
        open_polls=[poll for poll in polls if poll["state"] == "open"],
        coming_polls=[poll for poll in polls if poll["state"] == "published"],
        booth=booth,
        poll=rehearsal,
        poll_of_way=next((poll["name"] for poll in polls if poll["poll_id"] == booth.poll_id), ""),
        lost=None if form.errors or form.typed else reason_of(request),
    )
    return said(request, kept_nowhere(page))


async def _rehearsal(request: Request) -> Json | None:
    """The rehearsal that the address names. It stands in no list: whoever tries it out is given the address."""
    poll_id = request.path_params.get("poll_id")
    poll = await services_of(request).voting.poll(poll_id) if poll_id else None
    return poll if poll and poll["is_rehearsal"] else None


async def take_code(request: Request) -> Response:
    """On to the paper with a permit; or back to the code, with what is wrong."""
    form = await read_form(request)
    code = form.require("code", say("Please type the code from your letter."))
    if code and len(_BETWEEN.sub("", code)) != _CODE_LENGTH:
        form.refuse("code", say("This code is not complete: it has 13 characters."))
    here = f"/vote/rehearsals/{piece(form.value(REHEARSAL))}" if form.value(REHEARSAL) else "/vote"
    if not form.is_sound:
        return come_back(request, here, form)
    try:
        permit = await services_of(request).residents.permit(code, form.value("poll") or None, opaque_client(request))
    except ServiceRefused as refusal:
        if refusal.code == _SEVERAL_POLLS:
            return come_back(request, here, FilledForm({**form.typed, _SEVERAL: "yes"}))
        form.refuse("code", in_words(refusal))
        return come_back(request, here, form)
    return go_on(request, _begun(request, permit["poll_id"], permit["permit"]), "/vote/choose")


def _begun(request: Request, poll_id: str, permit: str) -> Booth:
    """The way to the paper; what was chosen before is on it, if it was the same person who chose."""
    before, voter = booth_of(request), voter_of(request, permit)
    is_the_same = before.poll_id == poll_id and before.voter == voter and not before.receipt
    begun = Booth(poll_id, permit, voter=voter)
    return replace(begun, marks=before.marks, area=before.area, aside=before.aside) if is_the_same else begun


ROUTES = [
    Route("/vote", kept(ask_for_code)),
    Route("/vote/rehearsals/{poll_id}", kept(ask_for_code)),
    Route("/vote", take_code, methods=["POST"]),
]
