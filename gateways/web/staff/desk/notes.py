"""Notes that staff write to each other about an idea."""

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import piece
from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.desk.queue import HOME, back_to_case
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say


@shown_at(f"{HOME}/{{number}}")
@staff_page
async def new_note(office: Office) -> Response:
    """The note is with the idea."""
    form = await office.read_form()
    number = piece(office.request.path_params["number"])
    wish = {"text": form.require("note", say("Write the note."))}
    await office.send(form, "note", "ideas", f"/desk/ideas/{number}/notes", wish)
    return back_to_case(office, form)


@shown_at(f"{HOME}/{{number}}")
@staff_page
async def no_note(office: Office) -> Response:
    """The note is erased."""
    form = await office.read_form()
    path = office.request.path_params
    await office.ask("ideas", "DELETE", f"/desk/ideas/{piece(path['number'])}/notes/{path['note_id']}")
    return back_to_case(office, form)


ROUTES = [
    Route("/staff/desk/ideas/{number}/notes", new_note, methods=["POST"]),
    Route("/staff/desk/ideas/{number}/notes/{note_id}", no_note, methods=["POST"]),
]
