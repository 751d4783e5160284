"""The desk: what waits, what is next."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.legal.filled import gaps_of
from gateways.web.pages.forms import FilledForm
from gateways.web.proposals.changes import WAITS_FOR_CHANGES
from gateways.web.proposals.offer_words import KINDS as KINDS_OF_OFFER
from gateways.web.proposals.offer_words import amount_of
from gateways.web.staff.office import MODERATION, Office, staff_page
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]

_AT_ONCE = 20


@staff_page
async def show_desk(office: Office) -> Response:
    """Ideas to screen, accepted ideas to hand over, proposals and offers to answer, polls under way."""
    rounds = await office.rounds()
    return office.show(
        "desk.html",
        ideas=await _to_moderate(office, "ideas", "/ideas", state="submitted"),
        accepted=await _to_moderate(office, "ideas", "/ideas", state="accepted"),
        proposals=await _to_moderate(office, "proposals", "/proposals", state="submitted"),
        changing=await _to_moderate(office, "proposals", "/proposals", state=WAITS_FOR_CHANGES),
        form=office.form({}),
        finding=FilledForm(),
        offers=await _to_moderate(office, "proposals", "/offers", state="made"),
        tellings=await _to_moderate(office, "ideas", "/tellings", state="waiting"),
        offer_tellings=await _to_moderate(office, "proposals", "/tellings", state="waiting"),
        barriers=await _to_moderate(office, "ideas", "/barriers"),
        gaps=gaps_of(office.request.app.state.settings) if office.may("administrator") else [],
        polls=await _waiting(office, "voting", "/polls"),
        rounds=rounds,
        areas={area["area_id"]: area["name"] for one in rounds for area in one["areas"]},
        now=office.now.isoformat(),
        offered=KINDS_OF_OFFER,
        amount_of=amount_of,
    )


async def _to_moderate(office: Office, service: ServiceName, path: str, **params: Any) -> Body | None:
    """A list for those who moderate; none for others, as nothing on it is theirs to do."""
    return await _waiting(office, service, path, **params) if office.may(*MODERATION) else None


async def _waiting(office: Office, service: ServiceName, path: str, **params: Any) -> Body:
    """A list of what waits."""
    found: Body = await office.ask(service, "GET", path, params={"per_page": _AT_ONCE, "order": "oldest", **params})
    return found


ROUTES = [Route("/staff", show_desk, methods=["GET"])]
