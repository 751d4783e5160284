"""Sittings at work: what is to come, what waits for its minutes, and one with all that can be done with it."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.search import page_number
from gateways.web.pages.visits import as_seen
from gateways.web.sittings.words import WORDS
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.words.message import say

Body = dict[str, Any]

_ONE = "/staff/sittings/{sitting_id}"
_MOST = 100
_DONE = {
    "announced": say("The sitting is announced. Whoever suggested something on the agenda is invited."),
    "changed": say("The sitting is changed. Whom it concerns is told."),
    "held": say("It was held. Now write the minutes of each item."),
    "called-off": say("It is called off, and everyone can read why."),
    "written": say("The minutes of this item are written."),
    "published": say("The minutes are published. Whoever suggested something is told what came of it."),
}
_WAY = say("The way is written down, and the idea goes it.")


@staff_page
async def all_sittings(office: Office) -> Response:
    """Those to come, those whose minutes are to be written, and a page of those that are over."""
    office.demand(*MODERATION)
    over = {"state": ["minutes_published", "cancelled"], "page": page_number(office.request)}
    return office.show(
        "sittings/sittings.html",
        to_come=await _in_state(office, "announced"),
        held=await _in_state(office, "held"),
        over=await office.ask("ideas", "GET", "/sittings", params=over),
        **WORDS,
    )


async def _in_state(office: Office, state: str) -> list[Body]:
    found = await office.ask("ideas", "GET", "/sittings", params={"state": state, "limit": _MOST})
    return sorted(found["items"], key=lambda one: str(one["begins_at"]))


@staff_page
async def one_sitting(office: Office) -> Response:
    """One sitting."""
    office.demand(*MODERATION)
    sitting = await office.ask("ideas", "GET", _path(office))
    done = office.request.query_params.get("done", "")
    return office.show(
        "sittings/sitting.html",
        sitting=sitting,
        round=await office.ask("ideas", "GET", f"/rounds/{sitting['round_id']}"),
        form=office.form({"reason": sitting["reason"] or ""}),
        has_begun=str(sitting["begins_at"])[:19] <= office.now.isoformat()[:19],
        done=_DONE.get(done, _WAY if done else None),
        **WORDS,
    )


@shown_at(_ONE)
@staff_page
async def held(office: Office) -> Response:
    """It was held."""
    form = await office.read_form()
    await office.ask("ideas", "POST", f"{_path(office)}/held", headers=as_seen(form))
    return _on(office, "held")


@shown_at(_ONE)
@staff_page
async def call_off(office: Office) -> Response:
    """It does not take place."""
    form = await office.read_form()
    reason = form.require("reason", say("Say why it does not take place. Everyone can read it."))
    await office.send(form, "reason", "ideas", f"{_path(office)}/cancellation", {"reason": reason})
    return _on(office, "called-off")


@shown_at(_ONE)
@staff_page
async def publish_minutes(office: Office) -> Response:
    """Everybody reads the minutes."""
    form = await office.read_form()
    await office.ask("ideas", "POST", f"{_path(office)}/minutes", headers=as_seen(form))
    return _on(office, "published")


def _path(office: Office) -> str:
    return f"/sittings/{office.request.path_params['sitting_id']}"


def _on(office: Office, done: str) -> Response:
    return RedirectResponse(f"/staff{_path(office)}?done={done}", status_code=303)


ROUTES = [
    Route("/staff/sittings", all_sittings, methods=["GET"]),
    Route(_ONE, one_sitting, methods=["GET"]),
    Route(f"{_ONE}/held", held, methods=["POST"]),
    Route(f"{_ONE}/called-off", call_off, methods=["POST"]),
    Route(f"{_ONE}/published", publish_minutes, methods=["POST"]),
]
