"""Whoever sent something in takes it back, with the key that they noted."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.keys import as_sent
from gateways.web.words.message import Message, say

_TRY_AGAIN = say("That did not work, and nothing was changed. Please try again.")

TakeBack = Callable[[str, str], Awaitable[object]]
"""Asks the service to withdraw the thing of that number, with the key."""


async def withdraw_with_key(
    request: Request, take_back: TakeBack, things: str, *, without_key: Message, refusals: Mapping[str, Message]
) -> Response:
    """On to the thing's page below ``things``, which says so; or back to the form, with what is wrong."""
    form, number = await read_form(request), request.path_params["number"]
    key = as_sent(form.require("key", without_key))
    if form.is_sound:
        try:
            await take_back(number, key)
            return RedirectResponse(f"{things}/{number}", 303)
        except ServiceRefused as refused:
            form.refuse("key", refusals.get(refused.code, _TRY_AGAIN))
    raise FormIsNotTaken(form)
