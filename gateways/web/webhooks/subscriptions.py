"""Subscriptions to webhooks: all of them, a new one, another secret, off and on."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.visits import Visit
from gateways.web.webhooks.desk import Desk, WebhookPage
from gateways.web.webhooks.words import DONE, LANGUAGES
from gateways.web.words.message import say

SECRET = "webhook-secret"  # noqa: S105 - a cookie's name
A_MINUTE = 60


async def webhooks(visit: Visit, at: str) -> Response:
    """All that they manage, and the form for a new one."""
    if visit.request.method == "POST":
        form = await visit.read_form()
        made = await visit.send(form, "url", "reporting", "/webhooks", _wish(form))
        return _with_secret(visit.request, at, made)
    found = (await visit.ask("reporting", "GET", "/webhooks"))["items"]
    types = (await visit.ask("reporting", "GET", "/webhooks/types"))["items"]
    rounds = [(one["round_id"], one["name"]) for one in await visit.rounds()]
    return visit.page(
        "webhooks/webhooks.html",
        at=at,
        form=visit.form({}),
        found=found,
        types=types,
        rounds=[("", say("Every round")), *rounds],
        languages=LANGUAGES,
        done=DONE.get(visit.request.query_params.get("done", "")),
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


def _with_secret(request: Request, at: str, made: dict[str, Any]) -> Response:
    """On to the page of the subscription, which shows the secret once."""
    response = RedirectResponse(f"{at}/{made['subscription_id']}", status_code=303)
    sealed_cookies.keep(request, response, SECRET, {"of": made["subscription_id"], "is": made["secret"]}, A_MINUTE)
    return response


async def new_secret(visit: Visit, at: str) -> Response:
    """Another secret; for a day the former one signs, too."""
    made = await visit.ask("reporting", "POST", f"/webhooks/{visit.request.path_params['subscription_id']}/secret")
    return _with_secret(visit.request, at, made)


def _step(step: str) -> WebhookPage:
    async def take(visit: Visit, at: str) -> Response:
        whose = visit.request.path_params["subscription_id"]
        await visit.ask("reporting", "POST", f"/webhooks/{whose}/{step}")
        return RedirectResponse(f"{at}/{whose}?done={step}", status_code=303)

    return take


async def end(visit: Visit, at: str) -> Response:
    """Tell it nothing more, and forget it."""
    await visit.ask("reporting", "DELETE", f"/webhooks/{visit.request.path_params['subscription_id']}")
    return RedirectResponse(f"{at}?done=ended", status_code=303)


def routes(desk: Desk) -> list[Route]:
    """The pages at a desk."""
    return [
        Route(desk.at, desk.shows(webhooks), methods=["GET", "POST"]),
        Route(desk.one + "/secret", desk.does(new_secret), methods=["POST"]),
        Route(desk.one + "/off", desk.does(_step("off")), methods=["POST"]),
        Route(desk.one + "/on", desk.does(_step("on")), methods=["POST"]),
        Route(desk.one + "/end", desk.does(end), methods=["POST"]),
    ]
