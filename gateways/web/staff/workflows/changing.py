"""Changing one part of a workflow: it is kept in the draft, beside whatever others have changed there."""

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import Office

Body = dict[str, Any]

NEW = "new"
"""What stands in an address in place of the name of a part that is to be."""

_NO_DRAFT = "workflow-draft-is-not-known"
_OF_NAMES = {"name-is-malformed", "name-is-taken", "a-name-stands-twice"}
_BESIDE = "label_en"
"""The field beside which stands what is wrong with the whole."""


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

    @property
    def path(self) -> str:
        """Where it stands in the definition, as faults say it."""
        return f"{self.kind}.{self.place}."

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
    """The part that the address names, as the draft has it; where there is none, as it is published.

    Raises:
        HTTPException: 404 if the workflow has none of that name.
    """
    office.demand("administrator")
    workflow = await _draft_or_published(office)
    name = office.request.path_params[param]
    standing = next((part for part in workflow["definition"][kind] if part["name"] == name), None)
    if standing is None and name != NEW:
        raise HTTPException(404)
    return Part(office, workflow, kind, name, standing)


async def kept(part: Part, form: FilledForm, definition: Body) -> Response:
    """On to the draft with the part as it is wished, which says what is wrong with the whole.

    Raises:
        FormIsNotTaken: if something is wrong with the form, a new part cannot be called so, or somebody was quicker.
    """
    name = part.workflow["workflow"]
    if part.standing is None:
        await _check_name(part, form, definition)
    await part.office.send(form, _BESIDE, "ideas", f"/workflow-drafts/{name}", definition, method="PUT")
    return RedirectResponse(f"/staff/workflows/{name}/draft?done=kept", status_code=303)


def faults_of(part: Part, form: FilledForm) -> list[str]:
    """What the draft says is wrong with the part so far; nothing where a form came back, which says it itself."""
    faults: list[Body] = part.workflow.get("faults", []) if part.standing and form.is_sound else []
    return [fault["message"] for fault in faults if fault["field"].startswith(part.path)]


async def _draft_or_published(office: Office) -> Body:
    name = office.request.path_params["workflow"]
    try:
        found: Body = await office.ask("ideas", "GET", f"/workflow-drafts/{name}")
    except ServiceRefused as refused:
        if refused.code != _NO_DRAFT:
            raise
        found = await office.ask("ideas", "GET", f"/workflows/{name}")
    return found


async def _check_name(part: Part, form: FilledForm, definition: Body) -> None:
    """A part is found by its name from the beginning on; whatever else is wrong with it the draft says."""
    found = await part.office.send(form, _BESIDE, "ideas", "/workflows/check", definition)
    for fault in found["items"]:
        if fault["field"] == f"{part.path}name" and fault["rule"] in _OF_NAMES:
            form.refuse("name", fault["message"])


def _beside(actions: list[Body], state: str) -> list[Body]:
    """The actions without ways from the state or to it."""
    left = [{**action, "of": [of for of in action["of"] if of != state]} for action in actions]
    return [action for action in left if action["of"] and action["to"] != state]
