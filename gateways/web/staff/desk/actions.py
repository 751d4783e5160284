"""What may be done with a thing, as forms; and the doing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import QUICKER, Office, as_seen, refusal_in_words
from gateways.web.staff.words import DANGEROUS, HINTS
from gateways.web.words.message import Message, say
from libs.shared.kernel.money import AmountIsNotMoney, as_decimal, parse_cents
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is acted on: where its service keeps it, the page that shows it, and which version of it is shown."""

    service: ServiceName
    path: str
    page: str
    currency: str
    version: str


@dataclass(frozen=True, slots=True)
class ActionForm:
    """One action that is allowed now, with the fields it needs."""

    action: str
    word: str
    version: str
    is_dangerous: bool
    fields: Sequence[Body]
    form: FilledForm


async def forms_for(office: Office, thing: Thing, filled: FilledForm | None = None) -> list[ActionForm]:
    """A form for each action that this member of staff may take now."""
    allowed = await office.ask(thing.service, "GET", f"{thing.path}/actions")
    return [_form(one, thing, filled) for one in allowed]


async def take(office: Office, thing: Thing) -> FilledForm | Response:
    """Do what the sent form says: on to the thing's page, or back the form with what is wrong."""
    sent = await office.request.form()
    allowed = await office.ask(thing.service, "GET", f"{thing.path}/actions")
    wanted = next((one for one in allowed if one["action"] == sent.get("action")), None)
    form = FilledForm(_typed(sent))
    if wanted is None:
        form.refuse("action", say("This is no longer possible: someone else was quicker. Here is how it stands now."))
        return form
    wish = _wish(wanted, form, thing)
    if not form.is_sound:
        return form
    try:
        await office.ask(thing.service, "POST", f"{thing.path}/actions", json=wish, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.status not in QUICKER:
            raise
        form.refuse("action", refusal_in_words(refused))
        return form
    return RedirectResponse(f"{thing.page}?done={wanted['action']}", status_code=303)


def _form(one: Body, thing: Thing, filled: FilledForm | None) -> ActionForm:
    action = one["action"]
    is_it = filled is not None and filled.value("action") == action
    return ActionForm(
        action=action,
        word=one["label"],
        version=thing.version,
        is_dangerous=action in DANGEROUS,
        fields=[_field(field, action, thing) for field in one.get("fields", ())],
        form=filled if is_it and filled is not None else FilledForm(),
    )


def _field(field: Body, action: str, thing: Thing) -> Body:
    choices = [(choice["value"], choice["label"]) for choice in field.get("choices") or ()]
    more = {"id": f"{action}-{field['name']}", "hint": _hint(field, action), "currency": thing.currency}
    return {**field, **more, "options": choices}


def _hint(field: Body, action: str) -> Message | None:
    return HINTS.get(f"{action}-{field['name']}") or HINTS.get(field["name"])


def _wish(wanted: Body, form: FilledForm, thing: Thing) -> Body:
    wish: Body = {"action": wanted["action"]}
    for field in wanted.get("fields", ()):
        name, id_ = field["name"], f"{wanted['action']}-{field['name']}"
        value = form.value(id_)
        if not value and field.get("required"):
            form.refuse(id_, say("Please fill in “%(field)s”: it is needed.", field=field["label"]))
        elif value:
            wish[name] = _cents(form, id_, value, thing) if field.get("kind") == "money" else value
    return wish


def _cents(form: FilledForm, id_: str, value: str, thing: Thing) -> int | None:
    try:
        return parse_cents(value, thing.currency)
    except AmountIsNotMoney:
        form.refuse(id_, say("Write the amount as digits, such as 12500 or 12500.50."))
        return None


def _typed(sent: FormData) -> dict[str, str]:
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def in_units(cents: int | None, currency: str) -> str:
    """An amount as one types it into a form."""
    return "" if cents is None else f"{as_decimal(cents, currency):f}".removesuffix(".00")
