"""What waits in discussions, one queue at a time; and people who wait to be told."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.search import page_number
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.words.message import Message, say

Body = dict[str, Any]

ANSWERING = (*MODERATION, "reviewer")
"""Who answers questions to the administration."""
QUEUES: dict[str, Message] = {
    "waiting": say("To read"),
    "reported": say("Reported"),
    "unanswered": say("Questions to answer"),
    "hidden": say("Not shown"),
}
_AT_ONCE = 20


@staff_page
async def show_queues(office: Office) -> Response:
    """The comments of a queue, oldest first."""
    office.demand(*ANSWERING)
    asked = office.request.query_params.get("queue", "")
    begins_with = "waiting" if office.may(*MODERATION) else "unanswered"
    name = asked if asked in QUEUES else begins_with
    params = {"queue": name, "page": page_number(office.request), "limit": _AT_ONCE}
    return office.show(
        "discussions/queues.html",
        queues=QUEUES,
        name=name,
        found=await office.ask("deliberation", "GET", "/comments", params=params),
        tellings=await _tellings(office) if office.may(*MODERATION) else None,
    )


@shown_at("/staff/discussions")
@staff_page
async def they_were_told(office: Office) -> Response:
    """Take the telling off the list."""
    await office.ask("deliberation", "POST", f"/tellings/{office.request.path_params['telling_id']}/done")
    return RedirectResponse("/staff/discussions#tellings", status_code=303)


async def _tellings(office: Office) -> Body:
    found: Body = await office.ask("deliberation", "GET", "/tellings", params={"state": "waiting", "limit": _AT_ONCE})
    return found


ROUTES = [
    Route("/staff/discussions", show_queues, methods=["GET"]),
    Route("/staff/discussions/tellings/{telling_id}", they_were_told, methods=["POST"]),
]
