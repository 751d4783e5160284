"""Subscriptions to webhooks: all of them, a new one, another secret, off and on."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.webhooks.words import DONE, LANGUAGES
from gateways.web.words.message import say

AT = "/staff/webhooks"
ONE = AT + "/{subscription_id}"
SECRET = "webhook-secret"  # noqa: S105 - a cookie's name
_A_MINUTE = 60


@staff_page
async def webhooks(office: Office) -> Response:
    """All subscriptions, and the form for a new one."""
    office.demand("administrator")
    if office.request.method == "POST":
        form = await office.read_form()
        made = await office.send(form, "url", "reporting", "/webhooks", _wish(form))
        return _with_secret(office.request, made)
    found = (await office.ask("reporting", "GET", "/webhooks"))["items"]
    types = (await office.ask("reporting", "GET", "/webhooks/types"))["items"]
    rounds = [(one["round_id"], one["name"]) for one in await office.rounds()]
    done = DONE.get(office.request.query_params.get("done", ""))
    return office.show(
        "webhooks.html",
        form=office.form({}),
        found=found,
        types=types,
        rounds=[("", say("Every round")), *rounds],
        languages=LANGUAGES,
        done=done,
    )


def _wish(form: FilledForm) -> dict[str, Any]:
    return {
        "name": form.require("name", say("Enter what you call this webhook.")),
        "url": form.require("url", say("Enter the address that events are posted to.")),
        "types": form.value("types").split(),
        "round_id": form.value("round_id") or None,
        "contact": form.value("contact") or None,
        "language": form.value("language") or "en",
    }


def _with_secret(request: Request, made: dict[str, Any]) -> Response:
    """On to the page of the subscription, which shows the secret once."""
    response = RedirectResponse(f"{AT}/{made['subscription_id']}", status_code=303)
    sealed_cookies.keep(request, response, SECRET, {"of": made["subscription_id"], "is": made["secret"]}, _A_MINUTE)
    return response


@shown_at(ONE)
@staff_page
async def new_secret(office: Office) -> Response:
    """Another secret; for a day the former one signs, too."""
    office.demand("administrator")
    made = await office.ask("reporting", "POST", f"/webhooks/{office.request.path_params['subscription_id']}/secret")
    return _with_secret(office.request, made)


def _step(step: str) -> Callable[[Request], Awaitable[Response]]:
    @shown_at(ONE)
    @staff_page
    async def take(office: Office) -> Response:
        office.demand("administrator")
        whose = office.request.path_params["subscription_id"]
        await office.ask("reporting", "POST", f"/webhooks/{whose}/{step}")
        return RedirectResponse(f"{AT}/{whose}?done={step}", status_code=303)

    return take


@shown_at(ONE)
@staff_page
async def end(office: Office) -> Response:
    """Tell it nothing more, and forget it."""
    office.demand("administrator")
    await office.ask("reporting", "DELETE", f"/webhooks/{office.request.path_params['subscription_id']}")
    return RedirectResponse(f"{AT}?done=ended", status_code=303)


ROUTES = [
    Route(AT, webhooks, methods=["GET", "POST"]),
    Route(AT + "/{subscription_id:uuid}/secret", new_secret, methods=["POST"]),
    Route(AT + "/{subscription_id:uuid}/off", _step("off"), methods=["POST"]),
    Route(AT + "/{subscription_id:uuid}/on", _step("on"), methods=["POST"]),
    Route(AT + "/{subscription_id:uuid}/end", end, methods=["POST"]),
]
