"""The desk: what waits, what is next."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.legal.filled import gaps_of
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.search import page_number
from gateways.web.proposals.changes import WAITS_FOR_CHANGES
from gateways.web.proposals.offer_words import KINDS as KINDS_OF_OFFER
from gateways.web.proposals.offer_words import amount_of
from gateways.web.staff.office import MODERATION, Office, staff_page
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]

_AT_ONCE = 20
_Source = tuple[ServiceName, str, Body]

_TO_MODERATE: Mapping[str, _Source] = {
    "escalated": ("ideas", "/desk/ideas", {"due": "escalated"}),
    "ideas": ("ideas", "/ideas", {"state": "submitted"}),
    "appeals": ("ideas", "/desk/ideas", {"appeals": "for-me"}),
    "accepted": ("ideas", "/ideas", {"state": "accepted"}),
    "proposals": ("proposals", "/proposals", {"state": ["submitted", "appealed", "reopened"]}),
    "changing": ("proposals", "/proposals", {"state": WAITS_FOR_CHANGES}),
    "offers": ("proposals", "/offers", {"state": "made"}),
    "tellings": ("ideas", "/tellings", {"state": "waiting"}),
    "offer-tellings": ("proposals", "/tellings", {"state": "waiting"}),
    "barriers": ("ideas", "/barriers", {}),
}
"""The lists of those who moderate: nothing on them is for others to do."""
_FOR_ALL: Mapping[str, _Source] = {
    "polls": ("voting", "/polls", {}),
    "rehearsals": ("voting", "/polls", {"rehearsals": "true"}),
}


@staff_page
async def show_desk(office: Office) -> Response:
    """Ideas to screen, accepted ideas to hand over, proposals and offers to answer, polls under way."""
    rounds = await office.rounds()
    shown = {**(_TO_MODERATE if office.may(*MODERATION) else {}), **_FOR_ALL}
    found = await asyncio.gather(*(_waiting(office, name, *source) for name, source in shown.items()))
    return office.show(
        "desk.html",
        waits=dict(zip(shown, found, strict=True)),
        form=office.form({}),
        finding=FilledForm(),
        gaps=gaps_of(office.request.app.state.settings) if office.may("administrator") else [],
        rounds=rounds,
        areas={area["area_id"]: area["name"] for one in rounds for area in one["areas"]},
        now=office.now.isoformat(),
        offered=KINDS_OF_OFFER,
        amount_of=amount_of,
    )


async def _waiting(office: Office, name: str, service: ServiceName, path: str, wanted: Body) -> Body:
    """The page that is asked for of a list, oldest first; the last page, if the list is shorter by now."""

    async def look(page: int) -> Body:
        params = {"page": page, "limit": _AT_ONCE, "order": "oldest", **wanted}
        found: Body = await office.ask(service, "GET", path, params=params)
        return found

    found = await look(page_number(office.request, of=name))
    return found if found["items"] or not found["total"] else await look(found["pages"])


ROUTES = [Route("/staff", show_desk, methods=["GET"])]
