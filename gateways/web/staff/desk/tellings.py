"""People who are told by letter or telephone what became of their idea or offer: staff say when it is done."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.office import Office, staff_page
from libs.shared.platform.running.settings import ServiceName


@shown_at("/staff")
@staff_page
async def they_were_told(office: Office) -> Response:
    """Take the telling off the list."""
    path = office.request.path_params
    service: ServiceName = "proposals" if path["of"] == "offers" else "ideas"
    await office.ask(service, "POST", f"/tellings/{path['telling_id']}/done")
    return RedirectResponse("/staff#tellings", status_code=303)


@shown_at("/staff")
@staff_page
async def barrier_is_answered(office: Office) -> Response:
    """Take the report of a barrier off the list."""
    await office.ask("ideas", "POST", f"/barriers/{office.request.path_params['barrier_id']}/done")
    return RedirectResponse("/staff#barriers", status_code=303)


ROUTES = [
    Route("/staff/barriers/{barrier_id}", barrier_is_answered, methods=["POST"]),
    Route("/staff/tellings/{of}/{telling_id}", they_were_told, methods=["POST"]),
]
