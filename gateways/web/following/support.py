"""Supporting an idea: one press, counted once a browser, and taken back from the same one.

The browser keeps a random word, encrypted, for a year. What the service is sent is made of it anew for each idea: no
one can tell from two ideas that the same browser supports both.
"""

from dataclasses import dataclass
from secrets import token_hex
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render
from gateways.web.vote.booth import kept_nowhere, opaque_client
from gateways.web.words.message import say

_COOKIE = "supports"
_A_YEAR = 365 * 86_400
_MOST_KNOWN = 50
_TOO_MANY = say(
    "From your network this idea was supported many times within an hour. Please come back later. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Supporter:
    """A browser: its random word, and the last ideas that it supports, by their ids."""

    word: str
    of: list[str]

    def mark(self, request: Request, idea_id: str) -> str:
        """What is sent for the idea: the same each time, and another for each idea."""
        return str(UUID(sealed_cookies.mark(request, "support", f"{self.word} {idea_id}")[:32]))


async def ask_for_support(request: Request) -> Response:
    """What support means and does not, and the button; or what was said from this browser, and how to take it back."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    is_given = not {*_family(idea)}.isdisjoint(_supporter(request).of)
    page = render(request, "following/support.html", idea=idea, form=form_of(request), is_given=is_given)
    return kept_nowhere(page)


async def support(request: Request) -> Response:
    """Back to the page, which says that it is counted, or taken back, or why not."""
    form, following = await read_form(request), services_of(request).following
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    supporter, idea_id = _supporter(request), idea["idea_id"]
    client = opaque_client(request)
    mark, *earlier = [supporter.mark(request, each) for each in _family(idea)]
    others = [each for each in supporter.of if each not in _family(idea)]
    try:
        if form.value("take_back"):
            await following.take_support_back(idea["number"], mark, earlier, client)
        else:
            await following.support(idea["number"], mark, earlier, client)
            others = [*others, idea_id][-_MOST_KNOWN:]
    except ServiceRefused as refusal:
        form.refuse("support", _TOO_MANY if refusal.code == "too-many-attempts" else in_words(refusal))
        raise FormIsNotTaken(form) from None
    back = RedirectResponse(f"/ideas/{idea['number']}/support", 303)
    sealed_cookies.keep(request, back, _COOKIE, {"word": supporter.word, "of": others}, _A_YEAR)
    return back


def _family(idea: Json) -> list[str]:
    """The idea, and those that were merged into it: a browser that supports one supports all, and counts once."""
    return [idea["idea_id"], *(each["idea_id"] for each in idea.get("carries", []))][:_MOST_KNOWN]


def _supporter(request: Request) -> Supporter:
    kept = sealed_cookies.kept(request, _COOKIE, _A_YEAR)
    return Supporter(kept["word"], kept["of"]) if kept else Supporter(token_hex(16), [])


ROUTES = [
    Route("/ideas/{number}/support", ask_for_support),
    Route("/ideas/{number}/support", support, methods=["POST"]),
]
