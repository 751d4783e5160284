"""Finding a case by the number that somebody reads out on the telephone."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused, piece
from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say
from libs.shared.platform.running.settings import ServiceName

_PLACES: tuple[tuple[ServiceName, str], ...] = (("ideas", "/ideas"), ("proposals", "/proposals"))
_NOT_FOUND = 404


@staff_page
async def find(office: Office) -> Response:
    """On to the idea or the proposal of that number, however it was typed; or the form again, which says so."""
    typed = office.request.query_params.get("number", "").strip()
    form = FilledForm({"number": typed})
    if not typed:
        form.refuse("number", say("Please type the number of an idea or a proposal."))
    elif page := await _page_of(office, typed):
        return RedirectResponse(page, status_code=303)
    else:
        form.refuse("number", say("There is no idea and no proposal of this number. Please compare it once more."))
    return office.show("finding.html", status=_NOT_FOUND, form=form)


async def _page_of(office: Office, typed: str) -> str | None:
    for service, path in _PLACES:
        try:
            found = await office.ask(service, "GET", f"{path}/{piece(typed)}")
        except ServiceRefused as refused:
            if refused.status != _NOT_FOUND:
                raise
        else:
            return f"/staff{path}/{found['number']}"
    return None


ROUTES = [Route("/staff/find", find, methods=["GET"])]
