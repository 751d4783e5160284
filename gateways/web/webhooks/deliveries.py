"""One subscription: what was sent to it and answered, one more time, or a sample."""

from datetime import datetime
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages import sealed_cookies
from gateways.web.pages.visits import Visit
from gateways.web.vote.booth import kept_nowhere
from gateways.web.webhooks.desk import Desk
from gateways.web.webhooks.subscriptions import A_MINUTE, SECRET
from gateways.web.webhooks.words import DONE, OFF, OUTCOMES, STATES

_ON_A_PAGE = 25


async def webhook(visit: Visit, at: str) -> Response:
    """The subscription with its latest deliveries; its secret, once."""
    request, whose = visit.request, str(visit.request.path_params["subscription_id"])
    found = await visit.ask("reporting", "GET", f"/webhooks/{whose}")
    page = request.query_params.get("page", "1")
    asked = {"page": page if page.isdecimal() else "1", "limit": _ON_A_PAGE}
    listed = await visit.ask("reporting", "GET", f"/webhooks/{whose}/deliveries", params=asked)
    types = (await visit.ask("reporting", "GET", "/webhooks/types"))["items"]
    secret = (sealed_cookies.kept(request, SECRET, A_MINUTE) or {}) if _is_sent(visit) else {}
    response = visit.page(
        "webhooks/webhook.html",
        at=at,
        form=visit.form({}),
        found=found,
        round_name=await _round_name(visit, found["round_id"]),
        off=OFF.get(found["off_because"] or ""),
        listed=listed,
        deliveries=[_line(one) for one in listed["items"]],
        types=[(name, name) for name in found["types"] or types],
        secret=secret.get("is") if secret.get("of") == whose else None,
        outcome=OUTCOMES.get(request.query_params.get("sample", "")),
        done=DONE.get(request.query_params.get("done", "")),
    )
    if secret:
        sealed_cookies.drop(request, response, SECRET)
    return kept_nowhere(response)


async def _round_name(visit: Visit, round_id: str | None) -> str | None:
    """What the round is called that it is told of alone; its id, if there is none such."""
    if round_id is None:
        return None
    return next((str(one["name"]) for one in await visit.rounds() if one["round_id"] == round_id), round_id)


def _is_sent(visit: Visit) -> bool:
    return sealed_cookies.is_sent(visit.request, SECRET)


def _line(told: dict[str, Any]) -> dict[str, Any]:
    tried = told["tried_at"]
    words = {"state_word": STATES[told["state"]], "outcome_word": OUTCOMES.get(told["outcome"] or "")}
    return told | words | {"tried_at": datetime.fromisoformat(tried) if tried else None}


async def sample(visit: Visit, at: str) -> Response:
    """What the subscriber answers to an example."""
    whose, form = visit.request.path_params["subscription_id"], await visit.read_form()
    wish = {"type": form.value("type")}
    answer = await visit.send(form, "type", "reporting", f"/webhooks/{whose}/sample", wish)
    return RedirectResponse(f"{at}/{whose}?sample={answer['outcome']}", status_code=303)


async def again(visit: Visit, at: str) -> Response:
    """One delivery once more."""
    whose, number = visit.request.path_params["subscription_id"], visit.request.path_params["number"]
    await visit.ask("reporting", "POST", f"/webhooks/{whose}/deliveries/{number}/again")
    return RedirectResponse(f"{at}/{whose}?done=again", status_code=303)


def routes(desk: Desk) -> list[Route]:
    """The pages at a desk."""
    return [
        Route(desk.one, desk.shows(webhook), methods=["GET"]),
        Route(desk.one + "/sample", desk.does(sample), methods=["POST"]),
        Route(desk.one + "/deliveries/{number:int}/again", desk.does(again), methods=["POST"]),
    ]
