"""Looking for something in a list: by a word, by a round, by an area, page by page."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import Json
from gateways.web.pages.rendering import render
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.known import Rounds, known_rounds
from libs.shared.kernel.typed_text import clean_line

_MOST_DIGITS = 6


async def show_list(request: Request, what: str, look: Callable[..., Awaitable[Json]]) -> Response:
    """The page of what is found, ideas or proposals; the beginning, if there is no round yet."""
    found = await looked_for(request, what, look)
    return nothing_to_look_in() if found is None else render(request, f"{what}/{what}.html", **found)


def nothing_to_look_in() -> Response:
    """The way to the beginning: there is no round yet."""
    return RedirectResponse("/", 303)


async def looked_for(request: Request, what: str, look: Callable[..., Awaitable[Json]]) -> Json | None:
    """What is found, ideas or proposals, and what it was looked for by; none if there is no round yet.

    Unless a round is asked for, it is the list of all rounds that are not put away: a new one hides no other.
    """
    rounds = await known_rounds(request)
    if not rounds.all:
        return None
    words, area_id = clean_line(request.query_params.get("q", "")), request.query_params.get("area", "")
    shown = rounds.current or rounds.all
    chosen = _chosen(request, rounds, area_id) or (shown[0] if len(shown) == 1 else None)
    round_ids = [chosen["round_id"]] if chosen else [one["round_id"] for one in shown]
    wish = {"q": words, "round": request.query_params.get("round", ""), "area": area_id}
    query = urlencode({name: value for name, value in wish.items() if value})
    return {
        what: await look(round_id=round_ids, q=words, area_id=area_id, page=page_number(request)),
        "rounds": rounds,
        "chosen": chosen,
        "offered": _offered(shown, chosen),
        "areas_of_chosen": area_names(chosen) if chosen else {},
        "words": words,
        "area_id": area_id,
        "query": query,
        "same_list": f"/{what}?{query}&" if query else f"/{what}?",
    }


def page_number(request: Request, of: str = "page") -> int:
    """Which page of a list is asked for, from 1."""
    asked = request.query_params.get(of, "1")
    if len(asked) > _MOST_DIGITS:
        raise HTTPException(404)
    return max(1, int(asked)) if asked.isdecimal() else 1


def _chosen(request: Request, rounds: Rounds, area_id: str) -> Json | None:
    """The round that is asked for; an area names its round, too."""
    return rounds.get(request.query_params.get("round", "")) or rounds.with_area(area_id)


def _offered(shown: list[Json], chosen: Json | None) -> list[Json]:
    """The rounds to choose from; none where there is no choice."""
    offered = shown if chosen is None or chosen in shown else [*shown, chosen]
    return offered if len(offered) > 1 else []
