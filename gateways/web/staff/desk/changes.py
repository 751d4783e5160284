"""A proposal that waits for changes, changed by staff for whoever cannot do it on the pages."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.visits import VERSION
from gateways.web.proposals.changes import WAITS_FOR_CHANGES, as_it_stands, checked
from gateways.web.staff.office import Office, staff_page


@staff_page
async def change_for_them(office: Office) -> Response:
    """The form with the proposal's words, and the proposal that is submitted again."""
    number = office.request.path_params["number"]
    proposal = await office.ask("proposals", "GET", f"/proposals/{number}")
    page = f"/staff/proposals/{number}"
    if proposal["state"] != WAITS_FOR_CHANGES:
        return RedirectResponse(page, status_code=303)
    if office.request.method != "POST":
        form = office.form(as_it_stands(proposal) | {VERSION: proposal["version"]})
        return office.show("changes.html", form=form, proposal=proposal)
    form = await office.read_form()
    wish = checked(form, proposal)
    await office.send(form, "title", "proposals", f"/proposals/{number}", wish, method="PUT")
    return RedirectResponse(f"{page}?done=resubmit", status_code=303)


ROUTES = [Route("/staff/proposals/{number}/change", change_for_them, methods=["GET", "POST"])]
