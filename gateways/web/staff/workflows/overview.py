"""The workflows that ideas go by: the list, and one of them as a picture and as tables."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.staff.workflows.shown import as_shown
from gateways.web.staff.workflows.states import said
from gateways.web.words.message import say

Body = dict[str, Any]

_ONE = "/staff/workflows/{workflow}"
_MOST_DIGITS = 9


@staff_page
async def all_workflows(office: Office) -> Response:
    """The workflows that there are, the drafts, the council's working days, and which rounds go by which."""
    office.demand(*MODERATION)
    if office.request.method == "POST":
        return await _begun(office)
    workflows = (await office.ask("ideas", "GET", "/workflows"))["items"]
    drafts = {draft["workflow"]: draft for draft in (await office.ask("ideas", "GET", "/workflow-drafts"))["items"]}
    published = {each["workflow"] for each in workflows}
    return office.show(
        "workflows/workflows.html",
        form=office.form({}),
        done=office.request.query_params.get("done"),
        workflows=workflows,
        drafts=drafts,
        new_ones=[draft for name, draft in drafts.items() if name not in published],
        days=await office.ask("ideas", "GET", "/working-days"),
        rounds=[town for town in await office.rounds() if not town["is_archived"]],
    )


@staff_page
async def one_workflow(office: Office) -> Response:
    """One workflow as it is now, or as one of its versions."""
    office.demand(*MODERATION)
    name = office.request.path_params["workflow"]
    shown = await office.ask("ideas", "GET", f"/workflows/{name}", params=_version(office))
    drafts = (await office.ask("ideas", "GET", "/workflow-drafts"))["items"]
    return office.show(
        "workflows/workflow.html",
        workflow=shown,
        versions=(await office.ask("ideas", "GET", f"/workflows/{name}/versions"))["items"],
        draft=next((draft for draft in drafts if draft["workflow"] == name), None),
        can_change=office.may("administrator") and not _version(office),
        done=office.request.query_params.get("done"),
        **as_shown(office, shown["definition"]),
    )


async def _begun(office: Office) -> Response:
    """On to the draft of a workflow of another name, which is like one that there is."""
    office.demand("administrator")
    form = await office.read_form()
    name = form.require("name", _NO_NAME)
    label = said(form, "label")
    if not label.get("en"):
        form.refuse("label_en", say("Give it a name for people, in English at least."))
    like = form.require("like", say("Choose which workflow it shall be like at first."))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    definition = (await office.ask("ideas", "GET", f"/workflows/{like}"))["definition"]
    # A draft of the name may be there: as nothing is known of it, none may be.
    wish = {**definition, "name": name, "label": label}
    await _demand_it_is_free(office, form, name)
    await office.send(form, "name", "ideas", f"/workflow-drafts/{name}", wish, method="PUT")
    return RedirectResponse(f"/staff/workflows/{name}/draft?done=kept", status_code=303)


async def _demand_it_is_free(office: Office, form: FilledForm, name: str) -> None:
    known = [*(await office.ask("ideas", "GET", "/workflows"))["items"]]
    known += (await office.ask("ideas", "GET", "/workflow-drafts"))["items"]
    if any(each["workflow"] == name for each in known):
        form.refuse("name", say("There is a workflow of that name already. Choose another one."))
        raise FormIsNotTaken(form)


def _version(office: Office) -> Body:
    wanted = office.request.query_params.get("version", "")
    is_number = wanted.isascii() and wanted.isdecimal() and 0 < len(wanted) <= _MOST_DIGITS and int(wanted) > 0
    return {"version_number": int(wanted)} if is_number else {}


_NO_NAME = say("Give it a name for programs: small letters and hyphens, such as: our-way.")

ROUTES = [Route("/staff/workflows", all_workflows, methods=["GET", "POST"]), Route(_ONE, one_workflow)]
