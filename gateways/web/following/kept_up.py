"""Where whoever follows says yes, changes how often they hear of it, and ends it: by the link in each mail."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.following import FollowingClient
from gateways.web.clients.services import services_of
from gateways.web.following.asking import PACES
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import form_of
from gateways.web.pages.rendering import render
from gateways.web.vote.booth import kept_nowhere
from gateways.web.words.message import say

_DONE = {
    "yes": say("You hear of it from now on."),
    "pace": say("It is changed."),
    "end": say("You hear no more of that."),
}
_ENDED = "/following/ended"


async def show_following(request: Request) -> Response:
    """What whoever has the link follows, and what they were asked about."""
    try:
        mine = await services_of(request).following.mine(request.path_params["key"])
    except ServiceRefused:
        return kept_nowhere(render(request, "following/nothing.html", status=404))
    form = form_of(request, {"pace": mine["pace"]})
    done = _DONE.get(request.query_params.get("done", ""))
    at = request.url.path
    return kept_nowhere(render(request, "following/following.html", mine=mine, form=form, at=at, done=done))


async def keep_up(request: Request) -> Response:
    """Back to the page, which says what was done; if nothing is followed any more, on to the one that says that."""
    form, path = await read_form(request), request.url.path
    try:
        done = await _kept_up(services_of(request).following, request.path_params["key"], form)
    except ServiceRefused:  # the page says that nothing is followed by this link
        return RedirectResponse(_ENDED if form.value("end") else path, 303)
    return RedirectResponse(f"{path}?done={done}" if done else _ENDED, 303)


async def ask_whether_to_end(request: Request) -> Response:
    """The button that ends all; programs that look at the links in mails press none."""
    return kept_nowhere(render(request, "following/unsubscribe.html", at=request.url.path))


async def unsubscribe(request: Request) -> Response:
    """It is ended at once, whoever presses the button: a person here, or their mail program (RFC 8058)."""
    form = await read_form(request)
    try:
        await services_of(request).following.end(request.path_params["key"])
    except ServiceRefused as refused:
        if not _is_over(refused):
            raise
    return PlainTextResponse("") if _is_of_a_mail_program(form) else RedirectResponse(_ENDED, 303)


async def show_end(request: Request) -> Response:
    """It has ended, and the address is erased."""
    return render(request, "following/ended.html")


async def _kept_up(following: FollowingClient, key: str, form: FilledForm) -> str:
    """What was done, as `_DONE` names it; nothing if that was the last thing to be heard of."""
    if form.value("end"):
        await following.end(key, form.value("end"))
        return "end" if (await following.mine(key))["things"] else ""
    if asked := form.value("yes"):
        await following.say_yes(key, [] if asked == "all" else [asked])
        return "yes"
    if form.value("pace") in PACES:
        await following.change(key, {"pace": form.value("pace")})
        return "pace"
    return "nothing"


def _is_over(refused: ServiceRefused) -> bool:
    """Whether it had ended already, or the link was not whole."""
    return refused.code in {"follower-is-not-known", "malformed-request", "unknown"}


def _is_of_a_mail_program(form: FilledForm) -> bool:
    """Those follow no way to another page."""
    return form.value("List-Unsubscribe") == "One-Click"


ROUTES = [
    Route("/following/ended", show_end),
    Route("/following/{key}", show_following),
    Route("/following/{key}", keep_up, methods=["POST"]),
    Route("/following/{key}/unsubscribe", ask_whether_to_end),
    Route("/following/{key}/unsubscribe", unsubscribe, methods=["POST"]),
]
