"""Where whoever suggested an idea appeals once against its refusal, and reads what they said and the answer to it."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.pages.appealing import WHY_MOST, appeal_with_key
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of, shown_at
from gateways.web.pages.keys import as_sent, carried, carry
from gateways.web.pages.rendering import render
from gateways.web.rounds.known import today_of
from gateways.web.vote.booth import kept_nowhere
from gateways.web.words.message import say

_PAGE = "/ideas/{number}/appeal"
_NO_KEY = say("Please type the key that you noted when you sent your idea.")
_WRONG_KEY = say("This key does not belong to this idea. Please compare it with what you noted.")


async def show_appeal(request: Request) -> Response:
    """The form for an appeal; once it was made, for whoever shows the key, what it says and what became of it."""
    number, key = request.path_params["number"], as_sent(carried(request))
    ideas = services_of(request).ideas
    idea = await (ideas.idea_of(number, key) if key else ideas.idea(number))
    page = render(
        request,
        "ideas/appeal.html",
        idea=idea,
        form=form_of(request),
        why_most=WHY_MOST,
        since=_since_the_appeal(idea),
        today=today_of(request).isoformat(),
    )
    return kept_nowhere(page)


async def appeal(request: Request) -> Response:
    """Back to the page, which shows what was sent; or what is wrong."""
    key = await appeal_with_key(request, services_of(request).ideas.appeal, without_key=_NO_KEY, wrong_key=_WRONG_KEY)
    return _with_key(request, key)


@shown_at(_PAGE)
async def show_with_key(request: Request) -> Response:
    """Back to the page, which shows the appeal to whoever has its key."""
    form, number = await read_form(request), request.path_params["number"]
    key = as_sent(form.require("key", _NO_KEY))
    if form.is_sound:
        if (await services_of(request).ideas.idea_of(number, key))["appeal"]:
            return _with_key(request, key)
        form.refuse("key", _WRONG_KEY)
    raise FormIsNotTaken(form)


def _since_the_appeal(idea: Json) -> list[Json]:
    """The lines of the life line after that of the appeal itself."""
    return [line for line in idea["life_line"] if idea["appealed_at"] and line["at"] > idea["appealed_at"]]


def _with_key(request: Request, key: str) -> Response:
    number = request.path_params["number"]
    return carry(request, RedirectResponse(_PAGE.format(number=number), 303), f"/ideas/{number}", key)


ROUTES = [
    Route(_PAGE, show_appeal),
    Route(_PAGE, appeal, methods=["POST"]),
    Route(f"{_PAGE}/shown", show_with_key, methods=["POST"]),
]
