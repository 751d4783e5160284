"""One case on the desk: an idea, a proposal or an offer, with its history and what may be done."""

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.visits import VERSION
from gateways.web.proposals.offer_words import KINDS as KINDS_OF_OFFER
from gateways.web.proposals.offer_words import amount_of
from gateways.web.rounds.areas import area_names
from gateways.web.staff.desk.actions import Thing, allowed_now, forms_of, in_units, take, words_of_none
from gateways.web.staff.desk.answering import answer
from gateways.web.staff.desk.opinions import STANCES
from gateways.web.staff.desk.queue import queue_of
from gateways.web.staff.desk.sieve import Sieve
from gateways.web.staff.desk.taking_back import as_prepared
from gateways.web.staff.merging.words import DONE_BY_MERGING
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.staff.words import CAME_BY, DONE, DONE_OTHERWISE
from gateways.web.words.message import Message
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]


@staff_page
async def idea(office: Office) -> Response:
    """An idea as it came, and the screening."""
    number = office.request.path_params["number"]
    body = await office.ask("ideas", "GET", f"/ideas/{number}")
    town = await _round(office, body)
    thing = Thing("ideas", f"/ideas/{number}", f"/staff/ideas/{number}", town["currency"], body["version"])
    sent = await office.read_form() if office.request.method == "POST" else office.form({})
    sieve = Sieve.of(office.request, sent)
    if sieve.is_beside:
        return await _beside_queue(office, thing, sieve, idea=body, areas=area_names(town))
    waits = Waiting("idea", "ideas", "/ideas", "submitted", "/staff/ideas/{number}")
    waiting = (await office.ask("ideas", "GET", f"/desk{thing.path}"))["answer"] if office.may(*MODERATION) else None
    return await _case(office, thing, waits, "case_idea.html", idea=body, town=town, came_by=CAME_BY, waiting=waiting)


async def _beside_queue(office: Office, thing: Thing, sieve: Sieve, **context: Any) -> Response:
    """The case next to the queue that it was opened from; whoever has answered it goes on with the next there."""
    office.demand(*MODERATION)
    number = context["idea"]["number"]
    if office.request.method == "POST":
        return await answer(office, thing, sieve)
    of_desk = ("", "/notes", "/templates", "/opinions")
    place, notes, templates, opinions = await asyncio.gather(
        *(office.ask("ideas", "GET", f"/desk/ideas/{number}{what}") for what in of_desk)
    )
    context |= {"case": place, "notes": notes["items"], "templates": templates["items"], "preview": office.more}
    context |= {"opinions": opinions["items"], "stances": [*STANCES.items()]}
    is_own = bool(place["answer"]) and place["answer"]["prepared_by"] == str(office.staff.staff_id)
    prefilled = await as_prepared(office, number, thing.currency) if is_own else None
    answers = await _answers_to(office, thing, prefilled)
    return office.show("queue.html", **answers, **context, **await queue_of(office, sieve))


@staff_page
async def proposal(office: Office) -> Response:
    """A proposal with its offers, and the moderation."""
    number = office.request.path_params["number"]
    body = await office.ask("proposals", "GET", f"/proposals/{number}")
    town = await _round(office, body)
    path = f"/proposals/{body['proposal_id']}"
    thing = Thing("proposals", path, f"/staff/proposals/{number}", town["currency"], body["version"])
    typed = FilledForm(
        {"action": "accept", "accept-cost_cents": in_units(office, body["cost_cents"], town["currency"])}
    )
    waits = Waiting("proposal", "proposals", "/proposals", "submitted", "/staff/proposals/{number}")
    return await _case(
        office, thing, waits, "case_proposal.html", typed, proposal=body, town=town, offered=KINDS_OF_OFFER
    )


@staff_page
async def offer(office: Office) -> Response:
    """An offer of help, and the answer to it."""
    offer_id = office.request.path_params["offer_id"]
    body = await office.ask("proposals", "GET", f"/offers/{offer_id}")
    of = await office.ask("proposals", "GET", f"/proposals/{body['proposal_id']}")
    town = await _round(office, of)
    thing = Thing("proposals", f"/offers/{offer_id}", f"/staff/offers/{offer_id}", town["currency"], body["version"])
    waits = Waiting("offer", "proposals", "/offers", "made", "/staff/offers/{offer_id}")
    return await _case(
        office,
        thing,
        waits,
        "case_offer.html",
        offer=body,
        proposal=of,
        town=town,
        offered=KINDS_OF_OFFER,
        amount_of=amount_of,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """The list that a case comes from: whoever has answered one goes on with the next, without the way to the desk."""

    thing: str
    service: ServiceName
    path: str
    state: str
    page: str

    async def next(self, office: Office) -> str | None:
        """The page of the one that waits longest."""
        wanted = {"state": self.state, "order": "oldest", "limit": 1}
        found = await office.ask(self.service, "GET", self.path, params=wanted)
        return self.page.format_map(found["items"][0]) if found["items"] else None


async def _case(
    office: Office, thing: Thing, waits: Waiting, template: str, prefilled: FilledForm | None = None, **context: Any
) -> Response:
    if office.request.method == "POST":
        return await take(office, thing)
    done_action = office.request.query_params.get("done")
    return office.show(
        template,
        **await _answers_to(office, thing, prefilled),
        done=_said_of(waits.thing, done_action) if done_action else None,
        following=await waits.next(office) if done_action else None,
        areas=area_names(context["town"]),
        **context,
    )


def _said_of(thing: str, done: str) -> Message:
    return DONE[thing].get(done) or DONE_BY_MERGING.get(done, DONE_OTHERWISE)


async def _answers_to(office: Office, thing: Thing, prefilled: FilledForm | None = None) -> Body:
    """What may be done with the thing, as forms, and what was typed into one that came back."""
    form = office.form({VERSION: thing.version})
    allowed = await allowed_now(office, thing.service, thing.path)
    return {
        "actions": forms_of(allowed, office, thing, form if form.value("action") else prefilled),
        "form": form,
        "lost_words": words_of_none(allowed, form),
    }


async def _round(office: Office, body: Body) -> Body:
    found: Body = await office.ask("ideas", "GET", f"/rounds/{body['round_id']}")
    return found


ROUTES = [
    Route("/staff/ideas/{number}", idea, methods=["GET", "POST"]),
    Route("/staff/proposals/{number}", proposal, methods=["GET", "POST"]),
    Route("/staff/offers/{offer_id}", offer, methods=["GET", "POST"]),
]
