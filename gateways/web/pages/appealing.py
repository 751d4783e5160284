"""Whoever sent something in appeals once against its refusal, with the key that they noted."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.keys import as_sent
from gateways.web.words.message import Message, say

WHY_MOST = 2_000
_TRY_AGAIN = say("That did not work, and nothing was changed. Please try again.")
_REFUSALS: Mapping[str, Message] = {
    "state-has-changed": say("Its page says how it stands now: there is nothing to appeal against. Nothing was sent."),
    "action-is-done-once": say("You have appealed already, and that can be done once. Nothing was sent."),
}

Ask = Callable[[str, str, str], Awaitable[object]]
"""Asks the service to look again at the thing of that number: with the key, and what is said against the refusal."""


async def appeal_with_key(request: Request, ask: Ask, *, without_key: Message, wrong_key: Message) -> str:
    """The key with which the appeal was taken.

    Raises:
        FormIsNotTaken: if it was not; the form says why.
    """
    form, number = await read_form(request), request.path_params["number"]
    why = form.require("why", say("Please say what was overlooked, or what is wrong with the reason."))
    if len(why) > WHY_MOST:
        form.refuse("why", say("Please make it shorter: at most %(most)s characters.", most=WHY_MOST))
    key = as_sent(form.require("key", without_key))
    if form.is_sound:
        try:
            await ask(number, key, why)
        except ServiceRefused as refused:
            refusals = {"action-is-not-yours": wrong_key, **_REFUSALS}
            form.refuse("key", refusals.get(refused.code, _TRY_AGAIN))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    return key
