"""Merging an idea into another: which one, what becomes of both, and why; and undoing it."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.pages.visits import VERSION
from gateways.web.staff.merging.ending import WHY, done, number_of, undone
from gateways.web.staff.office import MODERATION, Office, refusal_in_words, staff_page
from gateways.web.words.message import say
from libs.shared.kernel.tracking_number import read_number_or_id
from libs.shared.kernel.typed_text import clean_line

Body = dict[str, Any]

_PAGE = "/staff/ideas/{number}/merge"
_NO_NUMBER = say("Write the number of the idea that is to carry this one on, such as K7Q-2M4.")
_TELLABLE = (404, 409, 422)
_MOST_FOUND, _LONGEST = 10, 200


@staff_page
async def show(office: Office) -> Response:
    """Which idea is to carry this one on; once that is chosen, what merging them comes to; or how to undo it."""
    office.demand(*MODERATION)
    idea = await office.ask("ideas", "GET", f"/ideas/{number_of(office)}")
    form = office.form({VERSION: idea["version"]})
    words = clean_line(office.request.query_params.get("q", ""))[:_LONGEST]
    into = form.value("into") or clean_line(office.request.query_params.get("into", ""))[:_LONGEST]
    preview = await _preview(office, idea, into, form) if into and not idea["carried_on_by"] else None
    is_wrong = bool(into) and preview is None and not form.is_sound
    return office.show(
        "merging/merge.html",
        status=422 if is_wrong else 200,
        idea=idea,
        form=form,
        words=words,
        into=into,
        preview=preview,
        others=[] if preview or idea["carried_on_by"] else await _others(office, idea, words),
    )


@staff_page
async def merge(office: Office) -> Response:
    """Back to the idea, which says that it is merged; or to the page, which says what hinders it."""
    office.demand(*MODERATION)
    form = await office.read_form()
    wish = {
        "into": form.require("into", _NO_NUMBER),
        "reason": form.require("reason", WHY),
        "into_version": form.value("into_version") or None,
    }
    await office.send(form, "reason", "ideas", f"/ideas/{number_of(office)}/merge", wish)
    return done(office, "merge")


@shown_at(_PAGE)
@staff_page
async def undo(office: Office) -> Response:
    """Back to the idea, which goes its own way again; or to the page, which says what hinders it."""
    return await undone(office, "merge")


async def _preview(office: Office, idea: Body, into: str, form: FilledForm) -> Body | None:
    if read_number_or_id(into) is None:
        form.refuse("into", _NO_NUMBER)
        return None
    try:
        found: Body = await office.ask("ideas", "GET", f"/ideas/{idea['number']}/merge", params={"into": into})
    except ServiceRefused as refused:
        if refused.status not in _TELLABLE:
            raise
        form.refuse("into", refusal_in_words(refused))
        return None
    return found


async def _others(office: Office, idea: Body, words: str) -> list[Body]:
    """Ideas of the round by the words that were typed; else those that seem to want the same."""
    if words:
        query: Body = {"round_id": idea["round_id"], "q": words, "limit": _MOST_FOUND}
        found = await office.ask("ideas", "GET", "/ideas", params=query)
    else:
        text = f"{idea['title']} {idea['text']}"[:5_000]
        found = await office.ask("ideas", "GET", "/ideas/similar", params={"round_id": idea["round_id"], "text": text})
    return [each for each in found["items"] if each["idea_id"] != idea["idea_id"]]


ROUTES = [
    Route(_PAGE, show),
    Route(_PAGE, merge, methods=["POST"]),
    Route(f"{_PAGE}/undone", undo, methods=["POST"]),
]
