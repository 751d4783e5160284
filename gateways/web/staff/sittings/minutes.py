"""The minutes of one item: what was said in short, what came of it, and how many were there."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.visits import VERSION
from gateways.web.sittings.words import PARTS, WORDS
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.words.message import say

Body = dict[str, Any]

_ONE = "/staff/sittings/{sitting_id}/items/{item_id}"


@staff_page
async def write(office: Office) -> Response:
    """The minutes of the item as they stand, as a form; and what they say from then on."""
    office.demand(*MODERATION)
    sitting_id, item_id = (office.request.path_params[name] for name in ("sitting_id", "item_id"))
    sitting = await office.ask("ideas", "GET", f"/sittings/{sitting_id}")
    item = _item_of(sitting, item_id)
    if office.request.method != "POST":
        return _page(office, sitting, item)
    form = await office.read_form()
    wish = _wish(form, is_correction=sitting["state"] == "minutes_published")
    path = f"/sittings/{sitting_id}/agenda/{item_id}/minutes"
    await office.send(form, "said", "ideas", path, wish, method="PUT")
    return RedirectResponse(_next(sitting, item) or f"/staff/sittings/{sitting_id}?done=written", status_code=303)


def _item_of(sitting: Body, item_id: str) -> Body:
    found = next((item for item in sitting["agenda"] if item["item_id"] == item_id), None)
    if found is None:
        raise ServiceRefused(404, {"code": "item-is-not-on-the-agenda"})
    return dict(found)


def _next(sitting: Body, item: Body) -> str | None:
    """The page of the next item behind this one of which the minutes say nothing yet."""
    behind = sitting["agenda"][[each["item_id"] for each in sitting["agenda"]].index(item["item_id"]) + 1 :]
    silent = next((each for each in behind if each["minutes"] is None), None)
    return f"/staff/sittings/{sitting['sitting_id']}/items/{silent['item_id']}?done=written" if silent else None


def _wish(form: FilledForm, *, is_correction: bool) -> Body:
    if is_correction:
        form.require("reason", say("The minutes are published. Say why they are corrected."))
    return {
        "said": form.require("said", say("Say in short what was said. Name no residents.")),
        "result": form.require("result", say("Say in a few words what came of it.")),
        "attended": {part: _many(form, part) for part in PARTS},
        "reason": form.value("reason") or None,
    }


def _many(form: FilledForm, part: str) -> int:
    number = form.whole_number(part)
    if number is None and form.value(part):
        form.refuse(part, say("Write a whole number, or leave it empty."))
    return min(number or 0, 100_000)


def _page(office: Office, sitting: Body, item: Body) -> Response:
    said = item["minutes"] or {"said": "", "result": "", "attended": {}}
    there = {part: str(said["attended"].get(part) or "") for part in PARTS}
    typed = {"said": said["said"], "result": said["result"], VERSION: item["version"]} | there
    is_done = office.request.query_params.get("done") == "written"
    form = office.form(typed)
    return office.show("sittings/minutes.html", sitting=sitting, item=item, form=form, is_done=is_done, **WORDS)


ROUTES = [Route(_ONE, write, methods=["GET", "POST"])]
