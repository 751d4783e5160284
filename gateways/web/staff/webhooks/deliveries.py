"""One subscription: what was sent to it and answered, one more time, or a sample."""

from datetime import datetime
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages import sealed_cookies
from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.webhooks.subscriptions import AT, ONE, SECRET
from gateways.web.staff.webhooks.words import DONE, OFF, OUTCOMES, STATES

_A_MINUTE = 60
_ON_A_PAGE = 25


@staff_page
async def webhook(office: Office) -> Response:
    """The subscription with its latest deliveries; its secret, once."""
    office.demand("administrator")
    request, whose = office.request, str(office.request.path_params["subscription_id"])
    found = await office.ask("reporting", "GET", f"/webhooks/{whose}")
    page = request.query_params.get("page", "1")
    asked = {"page": page if page.isdecimal() else "1", "limit": _ON_A_PAGE}
    listed = await office.ask("reporting", "GET", f"/webhooks/{whose}/deliveries", params=asked)
    types = (await office.ask("reporting", "GET", "/webhooks/types"))["items"]
    secret = (sealed_cookies.kept(request, SECRET, _A_MINUTE) or {}) if _is_sent(office) else {}
    response = office.show(
        "webhook.html",
        form=office.form({}),
        found=found,
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
    return response


def _is_sent(office: Office) -> bool:
    return sealed_cookies.is_sent(office.request, SECRET)


def _line(told: dict[str, Any]) -> dict[str, Any]:
    tried = told["tried_at"]
    words = {"state_word": STATES[told["state"]], "outcome_word": OUTCOMES.get(told["outcome"] or "")}
    return told | words | {"tried_at": datetime.fromisoformat(tried) if tried else None}


@shown_at(ONE)
@staff_page
async def sample(office: Office) -> Response:
    """What the subscriber answers to an example."""
    office.demand("administrator")
    whose, form = office.request.path_params["subscription_id"], await office.read_form()
    wish = {"type": form.value("type")}
    answer = await office.send(form, "type", "reporting", f"/webhooks/{whose}/sample", wish)
    return RedirectResponse(f"{AT}/{whose}?sample={answer['outcome']}", status_code=303)


@shown_at(ONE)
@staff_page
async def again(office: Office) -> Response:
    """One delivery once more."""
    office.demand("administrator")
    whose, number = office.request.path_params["subscription_id"], office.request.path_params["number"]
    await office.ask("reporting", "POST", f"/webhooks/{whose}/deliveries/{number}/again")
    return RedirectResponse(f"{AT}/{whose}?done=again", status_code=303)


ROUTES = [
    Route(AT + "/{subscription_id:uuid}", webhook, methods=["GET"]),
    Route(AT + "/{subscription_id:uuid}/sample", sample, methods=["POST"]),
    Route(AT + "/{subscription_id:uuid}/deliveries/{number:int}/again", again, methods=["POST"]),
]
