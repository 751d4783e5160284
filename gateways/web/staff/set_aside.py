"""News that a part could not use and set aside: shown with the reason, and tried again by an administrator."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import Message, say
from libs.shared.platform.running.settings import ServiceName

_HEALTH = "/staff/health"
_NO_SUCH_LETTER = "no-such-dead-letter"
DONE = {
    "replayed": say("The news is applied. What it tells now counts here, too."),
    "was-replayed": say("This news has been applied already. Nothing was done twice."),
}
PARTS: dict[ServiceName, Message] = {
    "ideas": say("Ideas"),
    "proposals": say("Proposals"),
    "deliberation": say("Discussions"),
    "residents": say("Roll and invitation codes"),
    "voting": say("Ballot box"),
    "reporting": say("Turnout and results"),
}
"""The services as staff know them."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One piece of news that waits."""

    part: Message
    to: str
    listener: str
    since: datetime
    reason: str


async def letters_of(office: Office) -> list[Letter]:
    """All that wait, of the parts that answer; for administrators, since reasons may quote."""
    if not office.may("administrator"):
        return []
    found = await asyncio.gather(*(_waiting(office, part) for part in PARTS))
    return [letter for letters in found for letter in letters]


async def _waiting(office: Office, part: ServiceName) -> list[Letter]:
    try:
        found = await office.ask(part, "GET", "/dead-letters")
    except (ServiceRefused, ServiceIsUnreachable):
        return []  # its own line on the page says that it does not answer
    return [_letter(part, one) for one in found["items"]]


def _letter(part: ServiceName, told: dict[str, Any]) -> Letter:
    to = f"{_HEALTH}/set-aside/{part}/{told['id']}"
    return Letter(PARTS[part], to, told["listener"], datetime.fromisoformat(told["set_aside_at"]), told["reason"])


@shown_at(_HEALTH)
@staff_page
async def try_again(office: Office) -> Response:
    """The news applied; pressed twice, or by two, it is applied once."""
    office.demand("administrator")
    part, number = office.request.path_params["part"], office.request.path_params["number"]
    if part not in PARTS:
        raise HTTPException(404)
    done = "replayed"
    try:
        await office.ask(part, "POST", f"/dead-letters/{number}/replay", json={})
    except ServiceRefused as refused:
        if refused.code != _NO_SUCH_LETTER:
            raise
        done = "was-replayed"
    return RedirectResponse(f"{_HEALTH}?done={done}", status_code=303)


ROUTES = [Route(f"{_HEALTH}/set-aside/{{part}}/{{number:int}}", try_again, methods=["POST"])]
