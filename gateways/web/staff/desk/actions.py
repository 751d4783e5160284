"""What may be done with a thing, as forms; and the doing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.moments import WHICH_ONES, comes_twice, read_moment
from gateways.web.pages.rendering import speech_of
from gateways.web.pages.visits import QUICKER, VERSION, as_seen
from gateways.web.staff.hints import HINTS
from gateways.web.staff.office import Office, refusal_in_words
from gateways.web.staff.words import DANGEROUS
from gateways.web.words.amounts import amount_in
from gateways.web.words.message import Message, say
from libs.shared.kernel.ballot_budget import CORRECTIONS
from libs.shared.kernel.typed_text import clean_text
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]

KEPT_BACK = "kept-back"
"""What is said to be done when an answer is decided that goes out later."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is acted on: where its service keeps it, the page that shows it, and which version of it is shown."""

    service: ServiceName
    path: str
    page: str
    currency: str
    version: str

    @property
    def acted_at(self) -> str:
        """Where an action on it is asked for: an answer to an idea at the desk, which may keep it back for a while.

        What a sitting decides about an idea is no such answer: its path is the sitting's.
        """
        is_answered = self.service == "ideas" and self.path.startswith("/ideas/")
        return f"/desk{self.path}/answers" if is_answered else f"{self.path}/actions"


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
    return forms_of(await allowed_now(office, thing.service, thing.path), office, thing, filled)


async def allowed_now(office: Office, service: ServiceName, path: str) -> list[Body]:
    """The actions that this member of staff may take now with the thing at the path."""
    allowed: list[Body] = (await office.ask(service, "GET", f"{path}/actions"))["items"]
    return allowed


def forms_of(allowed: list[Body], office: Office, thing: Thing, filled: FilledForm | None = None) -> list[ActionForm]:
    """A form for each of these actions."""
    return [_form(one, thing, filled, office.zone) for one in allowed]


def words_of_none(allowed: list[Body], filled: FilledForm) -> list[str]:
    """What was typed for an action that nobody can take any more: it must not be lost with the form for it."""
    action = filled.value("action")
    if not action or any(one["action"] == action for one in allowed):
        return []
    return [filled.value(name) for name in filled.typed if name.startswith(f"{action}-") and filled.value(name)]


async def take(office: Office, thing: Thing) -> Response:
    """Do what the sent form says, and on to the thing's page; ``taken`` says what is raised."""
    return RedirectResponse(f"{thing.page}?done={await taken(office, thing)}", status_code=303)


async def taken(office: Office, thing: Thing) -> str:
    """The action that the sent form asked for, when it is done; of an idea it may be ``KEPT_BACK`` for a while.

    Raises:
        FormIsNotTaken: if something is wrong with the form, or somebody else was quicker.
    """
    form, wish = await wish_of(office, thing)
    found = await ask_in_time(office, form, thing.service, "POST", thing.acted_at, wish)
    return KEPT_BACK if found.get("goes_out_at") else str(wish["action"])


async def ask_in_time(
    office: Office, form: FilledForm, service: ServiceName, method: str, path: str, wish: Body | None = None
) -> Body:
    """What the service made of what a form about an action asked for.

    Raises:
        FormIsNotTaken: if somebody else was quicker.
    """
    try:
        found: Body = await office.ask(service, method, path, json=wish, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.status not in QUICKER:
            raise
        form.refuse("action", refusal_in_words(refused))
        raise FormIsNotTaken(form, is_late=True) from None
    return found


async def wish_of(office: Office, thing: Thing) -> tuple[FilledForm, Body]:
    """The sent form, and the action with its fields that it asks for.

    Raises:
        FormIsNotTaken: if something is wrong with the form, or the action cannot be taken any more.
    """
    sent = await office.request.form()
    allowed = await allowed_now(office, thing.service, thing.path)
    wanted = next((one for one in allowed if one["action"] == sent.get("action")), None)
    form = FilledForm(_typed(sent), language=speech_of(office.request).language)
    if wanted is None:
        form.refuse("action", say("This is no longer possible: someone else was quicker. Here is how it stands now."))
        raise FormIsNotTaken(form, is_late=True)
    wish = _wish(wanted, form, thing, office.zone)
    if not form.is_sound:
        raise FormIsNotTaken(form)
    return form, wish


def _form(one: Body, thing: Thing, filled: FilledForm | None, zone: ZoneInfo) -> ActionForm:
    action = one["action"]
    is_it = filled is not None and filled.value("action") == action
    standing = {f"{action}-{field['name']}": field["value"] for field in one.get("fields", ()) if field.get("value")}
    form = filled.beside(standing) if is_it and filled is not None else FilledForm(standing)
    return ActionForm(
        action=action,
        word=one["label"],
        version=(is_it and form.value(VERSION)) or thing.version,
        is_dangerous=action in DANGEROUS,
        fields=[
            _field(field, action, thing, _comes_twice(field, action, form, zone)) for field in one.get("fields", ())
        ],
        form=form,
    )


def _field(field: Body, action: str, thing: Thing, which_ones: list[tuple[str, Message]]) -> Body:
    choices = [(choice["value"], choice["label"]) for choice in field.get("choices") or ()]
    more = {"id": _id_of(field, action), "hint": _hint(field, action), "currency": thing.currency}
    more["value"] = field.get("value")
    return {**field, **more, "options": choices, "which_ones": which_ones, "is_preset": action not in DANGEROUS}


def _id_of(field: Body, action: str) -> str:
    return f"{action}-{field['name']}"


def _comes_twice(field: Body, action: str, form: FilledForm, zone: ZoneInfo) -> list[tuple[str, Message]]:
    """Which of two equal hours can be meant, where the form holds such an hour."""
    is_twice = field.get("kind") == "moment" and comes_twice(form, _id_of(field, action), zone)
    return WHICH_ONES if is_twice else []


def _hint(field: Body, action: str) -> Message | None:
    return HINTS.get(f"{action}-{field['name']}") or HINTS.get(field["name"])


def _wish(wanted: Body, form: FilledForm, thing: Thing, zone: ZoneInfo) -> Body:
    wish: Body = {"action": wanted["action"]}
    for field in wanted.get("fields", ()):
        name, id_ = field["name"], _id_of(field, wanted["action"])
        value = form.value(id_)
        if not value and field.get("required"):
            form.refuse(id_, say("Please fill in “%(field)s”: it is needed.", field=field["label"]))
        elif (most := field.get("max_length")) and len(value) > most:
            form.refuse(id_, say("Please make it shorter: at most %(most)s characters.", most=most))
        elif wanted["action"] in CORRECTIONS and value == clean_text(field.get("value") or ""):
            form.refuse(id_, say("It says so already. Correct it, or leave it as it is."))
        elif value:
            wish[name] = _read(field.get("kind"), form, id_, value, thing, zone)
    return wish


def _read(kind: str | None, form: FilledForm, id_: str, value: str, thing: Thing, zone: ZoneInfo) -> str | int | None:
    match kind:
        case "money":
            return _cents(form, id_, value, thing)
        case "moment":
            return read_moment(form, id_, zone)
        case _:
            return value


def _cents(form: FilledForm, id_: str, value: str, thing: Thing) -> int | None:
    words = say("Write the amount as digits, such as 12500 or 12500.50.")
    return amount_in(form, id_, value, thing.currency, words)


def _typed(sent: FormData) -> dict[str, str]:
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def in_units(office: Office, cents: int | None, currency: str) -> str:
    """An amount as one types it into a form."""
    return "" if cents is None else speech_of(office.request).amount_to_edit(cents, currency)
