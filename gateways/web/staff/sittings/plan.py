"""Announcing a sitting, and changing one: its words, its moment, and its agenda in order."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.moments import WHICH_ONES, as_typed, comes_twice, read_moment
from gateways.web.pages.visits import QUICKER, VERSION, as_seen
from gateways.web.sittings.words import BODIES
from gateways.web.staff.office import MODERATION, Office, refusal_in_words, staff_page
from gateways.web.staff.sittings import agenda_lines
from gateways.web.words.message import say

Body = dict[str, Any]

_FIELDS = {
    "sitting-is-not-to-come": "begins_at",
    "agenda-is-fixed": "agenda",
    "round-is-not-known": "round_id",
    "it-has-changed": "name",
    "malformed-request": "name",
}
_AGENDA = "agenda-is-not-sound"


@staff_page
async def announce(office: Office) -> Response:
    """The form, and the sitting that comes of it."""
    office.demand(*MODERATION)
    rounds = [one for one in await office.rounds() if not one["is_archived"]]
    if office.request.method != "POST":
        return _page(office, office.form(_suggested(office.now.astimezone(office.zone))), rounds=rounds)
    form = await office.read_form()
    town = {one["round_id"]: one for one in rounds}.get(form.value("round_id"), rounds[-1] if rounds else {})
    if not town:
        form.refuse("name", say("There is no round yet, and a sitting belongs to one."))
    wish = _wish(form, office) | {
        "round_id": town.get("round_id"),
        "body": form.value("body") or "board",
        "submission_id": form.value("submission_id") or None,
    }
    made = await _send(office, form, "POST", "/sittings", wish)
    return RedirectResponse(f"/staff/sittings/{made['sitting_id']}?done=announced", status_code=303)


@staff_page
async def change(office: Office) -> Response:
    """The sitting as it stands, as a form; and what comes of it."""
    office.demand(*MODERATION)
    path = f"/sittings/{office.request.path_params['sitting_id']}"
    sitting = await office.ask("ideas", "GET", path)
    if office.request.method != "POST":
        return _page(office, office.form(_typed(sitting, office)), sitting=sitting)
    form = await office.read_form()
    await _send(office, form, "PUT", path, _wish(form, office))
    return RedirectResponse(f"/staff{path}?done=changed", status_code=303)


async def _send(office: Office, form: FilledForm, method: str, path: str, wish: Body) -> Any:
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        return await office.ask("ideas", method, path, json=wish, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.code == _AGENDA:
            for trouble in agenda_lines.troubles(refused.problem):
                form.refuse("agenda", trouble)
        elif refused.code in _FIELDS:
            form.refuse(_FIELDS[refused.code], refusal_in_words(refused))
        else:
            raise
        raise FormIsNotTaken(form, is_late=refused.status in QUICKER) from None


def _wish(form: FilledForm, office: Office) -> Body:
    link = form.value("link")
    if link and not link.lower().startswith("https://"):
        form.refuse("link", say("Write the whole address, beginning with https://"))
    return {
        "name": form.require("name", say("Give the sitting a name, such as: Board, December.")),
        "begins_at": read_moment(form, "begins_at", office.zone),
        "place": form.value("place") or None,
        "link": link or None,
        "agenda": agenda_lines.agenda_of(form),
    }


def _suggested(now: datetime) -> dict[str, str]:
    evening = (now + timedelta(days=14)).replace(hour=18, minute=0, second=0, microsecond=0)
    return {"body": "board", "begins_at": f"{evening:%Y-%m-%dT%H:%M}", "submission_id": str(uuid4())}


def _typed(sitting: Body, office: Office) -> dict[str, str]:
    words = {name: sitting[name] or "" for name in ("name", "place", "link")}
    moment = as_typed("begins_at", sitting["begins_at"], office.zone)
    return words | moment | {"agenda": agenda_lines.as_typed(sitting["agenda"]), VERSION: sitting["version"]}


def _page(
    office: Office, form: FilledForm, *, rounds: list[Body] | None = None, sitting: Body | None = None
) -> Response:
    return office.show(
        "sittings/plan.html",
        form=form,
        rounds=rounds or [],
        sitting=sitting,
        bodies=[(name, word) for name, word in BODIES.items()],
        which_ones=WHICH_ONES if comes_twice(form, "begins_at", office.zone) else [],
    )


ROUTES = [
    Route("/staff/sittings/new", announce, methods=["GET", "POST"]),
    Route("/staff/sittings/{sitting_id}/plan", change, methods=["GET", "POST"]),
]
