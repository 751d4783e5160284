"""The way that the board chose for an idea: the ways of the idea's workflow, each with what it asks for."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.staff.desk.actions import Thing, allowed_now, forms_of, take, words_of_none
from gateways.web.staff.office import MODERATION, Office, staff_page

Body = dict[str, Any]


@staff_page
async def choose(office: Office) -> Response:
    """The ways that can be chosen now, each as a form; and the one that was chosen."""
    office.demand(*MODERATION)
    sitting_id, item_id = (office.request.path_params[name] for name in ("sitting_id", "item_id"))
    sitting = await office.ask("ideas", "GET", f"/sittings/{sitting_id}")
    item = next((each for each in sitting["agenda"] if each["item_id"] == item_id), None)
    if item is None:
        raise ServiceRefused(404, {"code": "item-is-not-on-the-agenda"})
    town = await office.ask("ideas", "GET", f"/rounds/{sitting['round_id']}")
    path = f"/sittings/{sitting_id}/agenda/{item_id}"
    # Once it is chosen one is back at the sitting, where the next item stands.
    thing = Thing("ideas", path, f"/staff/sittings/{sitting_id}", town["currency"], item["version"])
    if office.request.method == "POST":
        return await take(office, thing)
    allowed = await allowed_now(office, "ideas", path)
    form = office.form({})
    return office.show(
        "sittings/way.html",
        sitting=sitting,
        item=item,
        form=form,
        actions=forms_of(allowed, office, thing, form),
        lost_words=words_of_none(allowed, form),
    )


ROUTES = [Route("/staff/sittings/{sitting_id}/items/{item_id}/way", choose, methods=["GET", "POST"])]
