"""The council's list of those who answer ideas: departments, or persons."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.words.message import say

HOME = "/staff/departments"
_DONE = {"added": say("It is on the list."), "changed": say("The list is changed.")}


@staff_page
async def departments(office: Office) -> Response:
    """The list, and the form for a new entry."""
    office.demand(*MODERATION)
    if office.request.method == "POST":
        form = await office.read_form()
        wish = {"name": form.require("name", say("Write what the department is called."))}
        await office.send(form, "name", "ideas", "/desk/departments", wish)
        return RedirectResponse(f"{HOME}?done=added", status_code=303)
    found = await office.ask("ideas", "GET", "/desk/departments")
    done = _DONE.get(office.request.query_params.get("done", ""))
    return office.show("departments.html", form=office.form({}), found=found["items"], done=done)


@shown_at(HOME)
@staff_page
async def change(office: Office) -> Response:
    """The entry is called otherwise, or closed, or open again."""
    form = await office.read_form()
    id_ = office.request.path_params["department_id"]
    closing = {"close": True, "open": False}.get(form.value("what"))
    field = f"name-{id_}"
    wish = {"is_closed": closing} if closing is not None else {"name": form.require(field, say("Write its new name."))}
    await office.send(form, field, "ideas", f"/desk/departments/{id_}", wish, method="PATCH")
    return RedirectResponse(f"{HOME}?done=changed", status_code=303)


ROUTES = [
    Route(HOME, departments, methods=["GET", "POST"]),
    Route("/staff/departments/{department_id}", change, methods=["POST"]),
]
