"""Asking to hear by mail or text what becomes of an idea or a proposal, or of the ideas of an area or a round."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.known import known_rounds
from gateways.web.vote.booth import opaque_client
from gateways.web.words.message import say
from libs.shared.kernel.reaching import read_mail_address, read_phone_number

PACES = ("at_once", "daily", "weekly")
_NOTHING = say("Please write the mail address at which you want to hear of it.")
_NOTHING_OF_BOTH = say("Please write the mail address or the mobile number at which you want to hear of it.")
_NEITHER = say("This is neither a mail address nor a mobile number. Write it as in name@example.org or 0151 2345678.")
_NOT_YET = say("This proposal cannot be followed by mail or text yet. A feed reader tells you all the same.")
_NO_ADDRESS = say("This is no mail address. Write it as in name@example.org.")


async def ask_about_idea(request: Request) -> Response:
    """The form to follow an idea."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    form = form_of(request, {"pace": "at_once"})
    return await _page(request, form, f"/ideas/{idea['number']}/follow", thing=idea, kind="ideas")


async def follow_idea(request: Request) -> Response:
    """On to the page that says to look into the mail or at the telephone; or back to the form, with what is wrong."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    return await _ask(request, await read_form(request), {"idea": idea["number"]})


async def ask_about_proposal(request: Request) -> Response:
    """The form to follow a proposal."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    form = form_of(request, {"pace": "at_once"})
    action = f"/proposals/{proposal['number']}/follow"
    return await _page(request, form, action, thing=proposal, kind="proposals")


async def follow_proposal(request: Request) -> Response:
    """As of an idea; whoever follows a proposal that was one follows that."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    return await _ask(request, await read_form(request), {"proposal": proposal["number"]})


async def ask_about_list(request: Request) -> Response:
    """The form to follow the ideas of a round, or of an area of it; the list of ideas, if there is no such round."""
    form = form_of(
        request, {"pace": "weekly"} | {name: request.query_params.get(name, "") for name in ("round", "area")}
    )
    found = await _list(request, form)
    if found is None:
        return RedirectResponse("/ideas", 303)
    name = area_names(found["round"]).get(found["area_id"], found["round"]["name"])
    return await _page(request, form, "/follow", kind="ideas", name=name, **found)


async def follow_list(request: Request) -> Response:
    """The same of a round or an area."""
    form = await read_form(request)
    found = await _list(request, form)
    if found is None:
        return RedirectResponse("/ideas", 303)
    wish = {"round_id": found["round"]["round_id"], "area_id": found["area_id"] or None}
    return await _ask(request, form, wish)


async def show_what_to_do(request: Request) -> Response:
    """A mail or a text is on its way; only what its link says counts."""
    return render(request, "following/asked.html", by_text=request.query_params.get("by") == "text")


async def _list(request: Request, form: FilledForm) -> Json | None:
    """The round that is asked about, and the area of it if one is."""
    rounds, area_id = await known_rounds(request), form.value("area")
    found = rounds.with_area(area_id) if area_id else rounds.get(form.value("round"))
    return None if found is None else {"round": found, "area_id": area_id}


async def _ask(request: Request, form: FilledForm, wish: Mapping[str, str | None]) -> Response:
    ways = await services_of(request).following.ways()
    contact = _contact_in(form, ways)
    if not form.is_sound:
        raise FormIsNotTaken(form)
    how: Json = {"pace": form.value("pace") if form.value("pace") in PACES else None}
    how |= {"contact": contact, "language": speech_of(request).language}
    try:
        await services_of(request).following.ask(dict(wish) | how, opaque_client(request))
    except ServiceRefused as refusal:
        form.refuse("contact", _NOT_YET if refusal.code == "proposal-is-not-known" else in_words(refusal))
        raise FormIsNotTaken(form) from None
    return RedirectResponse(f"/following/asked{'?by=text' if contact['kind'] == 'phone' else ''}", 303)


def _contact_in(form: FilledForm, ways: Json) -> Json:
    """The mail address, or the telephone number where texts go out, that was typed."""
    typed = form.require("contact", _NOTHING_OF_BOTH if ways["texts"] else _NOTHING)
    if ways["texts"] and "@" not in typed:
        number = read_phone_number(typed)
        if typed and number is None:
            form.refuse("contact", _NEITHER)
        return {"kind": "phone", "address": number}
    address = read_mail_address(typed)
    if typed and address is None:
        form.refuse("contact", _NO_ADDRESS)
    return {"kind": "email", "address": address}


async def _page(request: Request, form: FilledForm, action: str, **what: Any) -> Response:
    ways = await services_of(request).following.ways()
    return render(request, "following/follow.html", form=form, action=action, ways=ways, **what)


ROUTES = [
    Route("/ideas/{number}/follow", ask_about_idea),
    Route("/ideas/{number}/follow", follow_idea, methods=["POST"]),
    Route("/proposals/{number}/follow", ask_about_proposal),
    Route("/proposals/{number}/follow", follow_proposal, methods=["POST"]),
    Route("/follow", ask_about_list),
    Route("/follow", follow_list, methods=["POST"]),
    Route("/following/asked", show_what_to_do),
]
