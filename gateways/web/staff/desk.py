"""The desk: what waits, what is next."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.words import KINDS, STATES
from libs.shared.platform.settings import ServiceName

Body = dict[str, Any]

_FORBIDDEN = 403
_AT_ONCE = 20


@staff_page
async def show_desk(office: Office) -> Response:
    """Ideas to screen, accepted ideas to hand over, proposals and offers to answer, polls under way."""
    return office.show(
        "desk.html",
        ideas=await _waiting(office, "ideas", "/ideas", state="submitted"),
        accepted=await _waiting(office, "ideas", "/ideas", state="accepted"),
        proposals=await _waiting(office, "proposals", "/proposals", state="submitted"),
        offers=await _waiting(office, "proposals", "/offers", state="made"),
        tellings=await _waiting(office, "ideas", "/tellings", state="waiting"),
        polls=await _waiting(office, "voting", "/polls"),
        rounds=await office.rounds(),
        states=STATES,
        kinds=KINDS,
    )


async def _waiting(office: Office, service: ServiceName, path: str, **params: Any) -> Body | None:
    """A list of what waits; none if it is not this member of staff's business."""
    try:
        found: Body = await office.ask(service, "GET", path, params={"per_page": _AT_ONCE, "order": "oldest", **params})
    except ServiceRefused as refused:
        if refused.status == _FORBIDDEN:
            return None
        raise
    return found


ROUTES = [Route("/staff", show_desk, methods=["GET"])]
