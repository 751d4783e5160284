"""Changing one part of a workflow: the whole is checked, every fault is told, and it is published as a new version."""

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.visits import QUICKER, as_seen
from gateways.web.staff.office import Office, refusal_in_words

Body = dict[str, Any]

NEW = "new"
"""What stands in an address in place of the name of a part that is to be."""

_FAULTS = "workflow-has-faults"


@dataclass(frozen=True, slots=True)
class Part:
    """A state or an action of a workflow: in which list, under which name, and how it stands there if it does."""

    office: Office
    workflow: Body
    kind: str
    name: str
    standing: Body | None

    @property
    def place(self) -> int:
        """Where it stands among its kind; behind all others if it is new."""
        parts: list[Body] = self.workflow["definition"][self.kind]
        return parts.index(self.standing) if self.standing else len(parts)

    def without(self) -> Body:
        """The definition without the part; without a state there are no ways from it or to it."""
        definition = self.workflow["definition"]
        rest = [part for part in definition[self.kind] if part is not self.standing]
        if self.kind == "actions":
            return {**definition, "actions": rest}
        return {**definition, "states": rest, "actions": [*_beside(definition["actions"], self.name)]}

    def with_it(self, part: Body, more_actions: list[Body] | None = None) -> Body:
        """The definition with the part as it is wished, and with more actions."""
        definition, at = self.workflow["definition"], self.place
        parts = definition[self.kind]
        changed = {**definition, self.kind: [*parts[:at], part, *parts[at + 1 :]]}
        return {**changed, "actions": [*changed["actions"], *(more_actions or [])]}


async def part_of(office: Office, kind: str, param: str) -> Part:
    """The part that the address names.

    Raises:
        HTTPException: 404 if the workflow has none of that name.
    """
    office.demand("administrator")
    workflow = await office.ask("ideas", "GET", f"/workflows/{office.request.path_params['workflow']}")
    name = office.request.path_params[param]
    standing = next((part for part in workflow["definition"][kind] if part["name"] == name), None)
    if standing is None and name != NEW:
        raise HTTPException(404)
    return Part(office, workflow, kind, name, standing)


async def published(part: Part, form: FilledForm, definition: Body) -> Response:
    """On to the workflow as a new version; back to the form, with each fault, if there are any.

    Raises:
        FormIsNotTaken: if something is wrong with the form or the workflow, or somebody else was quicker.
    """
    if not form.is_sound:
        raise FormIsNotTaken(form)
    name = part.workflow["workflow"]
    try:
        await part.office.ask("ideas", "PUT", f"/workflows/{name}", json=definition, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.code == _FAULTS:
            _tell_faults(part, form, refused.problem["errors"])
        elif refused.status in (*QUICKER, 422):
            form.refuse("label_en", refusal_in_words(refused))
        else:
            raise
        raise FormIsNotTaken(form, is_late=refused.status in QUICKER) from None
    return RedirectResponse(f"/staff/workflows/{name}?done=published", status_code=303)


def _tell_faults(part: Part, form: FilledForm, faults: list[Body]) -> None:
    """Each fault beside its field if that is in the form; all others beside the first, so that none is hidden."""
    here, others = f"{part.kind}.{part.place}.", []
    for fault in faults:
        field = _FIELDS.get(fault["field"].removeprefix(here).partition(".")[0])
        if fault["field"].startswith(here) and field and field not in form.errors:
            form.refuse(field, fault["message"])
        else:
            others.append(fault["message"])
    if others:
        first = form.errors.pop("label_en", "")
        form.refuse("label_en", " ".join([*([str(first)] if first else []), *others]))


_FIELDS = {
    "name": "name",
    "label": "label_en",
    "working_days": "working_days",
    "escalates_to": "escalates_to",
    "is_public": "words",
    "is_ending": "is_ending",
    "to": "to",
    "who": "who-moderator",
    "of": "of",
    "words": "words_en",
    "fields": "fields",
    "criteria": "criteria",
    "checklist": "checklist",
    "by": "by_en",
}


def _beside(actions: list[Body], state: str) -> list[Body]:
    """The actions without ways from the state or to it."""
    left = [{**action, "of": [of for of in action["of"] if of != state]} for action in actions]
    return [action for action in left if action["of"] and action["to"] != state]
