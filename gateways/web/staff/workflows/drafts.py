"""The draft of a workflow: looked at, compared with what is published, published by an act of its own, thrown away."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.visits import VERSION
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.staff.workflows.compared import Row, compared
from gateways.web.staff.workflows.shown import as_shown
from gateways.web.words.message import say

Body = dict[str, Any]

_DRAFT = "/staff/workflows/{workflow}/draft"
_REPLACES = "replaces"


@staff_page
async def one_draft(office: Office) -> Response:
    """The draft as it is: what is wrong with it, what it would change, its picture, and the ways to go on with it."""
    office.demand(*MODERATION)
    draft = await _draft(office)
    return office.show(
        "workflows/draft.html",
        workflow=draft,
        changes=await _changes(office, draft),
        can_change=office.may("administrator"),
        done=office.request.query_params.get("done"),
        **as_shown(office, draft["definition"]),
    )


@staff_page
async def publish(office: Office) -> Response:
    """What publishing would change, and the button that does it; and the workflow that is published then."""
    office.demand("administrator")
    if office.request.method != "POST":
        draft = await _draft(office)
        form = office.form({VERSION: draft["version"], _REPLACES: str(draft["standing_number"])})
        changes = await _changes(office, draft)
        return office.show("workflows/publish.html", form=form, workflow=draft, changes=changes)
    form = await office.read_form()
    if not form.value("compared"):
        form.refuse("compared", say("Compare the draft with what is published, then tick this."))
    wish = {_REPLACES: form.whole_number(_REPLACES) or 0}
    await office.send(form, "compared", "ideas", f"/workflow-drafts/{_name(office)}/publish", wish)
    return RedirectResponse(f"/staff/workflows/{_name(office)}?done=published", status_code=303)


@staff_page
async def throw_away(office: Office) -> Response:
    """The question whether the draft shall go; and the list, without it."""
    office.demand("administrator")
    if office.request.method != "POST":
        draft = await _draft(office)
        return office.show("workflows/throw_away.html", form=office.form({VERSION: draft["version"]}), workflow=draft)
    form = await office.read_form()
    await office.send(form, "draft", "ideas", f"/workflow-drafts/{_name(office)}", {}, method="DELETE")
    return RedirectResponse("/staff/workflows?done=thrown-away", status_code=303)


def _name(office: Office) -> str:
    name: str = office.request.path_params["workflow"]
    return name


async def _draft(office: Office) -> Body:
    found: Body = await office.ask("ideas", "GET", f"/workflow-drafts/{_name(office)}")
    return found


async def _changes(office: Office, draft: Body) -> list[Row]:
    """What it changes of what is published, as it was compared with that; of a new workflow nothing is published."""
    before, number = None, draft["standing_number"]
    if number:
        params = {"version_number": number}
        before = (await office.ask("ideas", "GET", f"/workflows/{draft['workflow']}", params=params))["definition"]
    return compared(office, draft["changes"], before, draft["definition"])


ROUTES = [
    Route(_DRAFT, one_draft),
    Route(f"{_DRAFT}/publish", publish, methods=["GET", "POST"]),
    Route(f"{_DRAFT}/throw-away", throw_away, methods=["GET", "POST"]),
]
