"""People who are told by letter or telephone what became of their idea: staff say when it is done."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.staff.office import Office, staff_page


@staff_page
async def they_were_told(office: Office) -> Response:
    """Take the telling off the list."""
    await office.ask("ideas", "POST", f"/tellings/{office.request.path_params['telling_id']}/done")
    return RedirectResponse("/staff#tellings", status_code=303)


ROUTES = [Route("/staff/tellings/{telling_id}", they_were_told, methods=["POST"])]
