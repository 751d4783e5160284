"""What may be done with an answer before it is given: fill a template in, look at it, prepare it for later."""

from typing import Any, NoReturn

from starlette.responses import Response

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.staff.desk.actions import Thing, ask_in_time, taken, wish_of
from gateways.web.staff.desk.queue import on_to_next
from gateways.web.staff.desk.sieve import Sieve
from gateways.web.staff.office import Office
from gateways.web.words.message import say

Body = dict[str, Any]

WHAT = "what"
"""The buttons of an action's form, of which the first, without a name, does it."""


async def answer(office: Office, thing: Thing, sieve: Sieve) -> Response:
    """What the pressed button of an action's form says; whoever has answered goes on with the next of the queue.

    Raises:
        FormIsNotTaken: if something is wrong with the form, or it is to be looked at again.
    """
    sent = await office.read_form()
    number = thing.page.rpartition("/")[2]
    match sent.value(WHAT).partition(":"):
        case "preview", _, _:
            await _preview(office, thing)
        case "fill", _, template_id:
            await _fill_in(office, thing, sent, template_id)
        case "prepare", _, _:
            await _prepare(office, thing)
            return await on_to_next(office, sieve, done="prepared", of=number)
    return await on_to_next(office, sieve, done=await taken(office, thing), of=number)


async def _preview(office: Office, thing: Thing) -> NoReturn:
    form, wish = await wish_of(office, thing)
    shown = await ask_in_time(office, form, "ideas", "POST", f"/desk{thing.path}/preview", wish)
    raise FormIsNotTaken(form, more=shown | {"action": wish["action"]})


async def _prepare(office: Office, thing: Thing) -> None:
    form, wish = await wish_of(office, thing)
    await ask_in_time(office, form, "ideas", "PUT", f"/desk{thing.path}/prepared", wish)


async def _fill_in(office: Office, thing: Thing, sent: FilledForm, chosen: str) -> NoReturn:
    """The template's words behind those that were typed: nothing is overwritten."""
    action = sent.value("action")
    wanted = chosen or sent.value("template")
    templates = (await office.ask("ideas", "GET", f"/desk{thing.path}/templates"))["items"]
    found = next((one for one in templates if one["template_id"] == wanted), None)
    field = sent.value("template_field")
    if found is None or not field.startswith(f"{action}-"):
        sent.refuse("action", say("Please choose a response template."))
        raise FormIsNotTaken(sent)
    words = "\n\n".join(part for part in (sent.value(field), found["text"]) if part)
    raise FormIsNotTaken(FilledForm({**sent.typed, field: words}, language=sent.language))
