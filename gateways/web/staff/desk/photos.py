"""Photos of an idea on the desk: looked at before everyone sees them, described, added and taken away."""

from dataclasses import replace

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.ideas import READING_A_PHOTO_S
from gateways.web.ideas.photos import KINDS, NO_FILE, SIZES, a_jpeg, refusal_of_room, said_of
from gateways.web.pages.doors import Doors, DoorsAreShut, FileDidNotCome
from gateways.web.pages.forms import FilledForm, file_in
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.pages.rendering import speech_of
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say

_PAGE = "/staff/ideas/{number}/photos"
_ENTERING = ("moderator", "data-entry-officer", "administrator")
_REASONS = [
    ("shows-people", say("It shows people who did not agree to that")),
    ("not-their-own", say("Somebody else took it and did not agree")),
    ("against-the-rules", say("It breaks the rules of taking part")),
    ("by-mistake", say("It came here by mistake")),
]
_NO_REASON = say("Please choose why.")


@staff_page
async def show_photos(office: Office) -> Response:
    """The photos, each with what it shows, and the form for one more."""
    office.demand(*_ENTERING)
    number = office.request.path_params["number"]
    idea = await office.ask("ideas", "GET", f"/ideas/{number}")
    standing = {f"description-{photo['photo_id']}": photo["description"] or "" for photo in idea["photos"]}
    form = office.form({})
    form = replace(form, typed={**standing, **form.typed})
    return office.show("photos.html", idea=idea, form=form, kinds=KINDS, reasons=_REASONS)


@staff_page
async def give_photo(office: Office) -> Response:
    """The JPEG file."""
    size = office.request.query_params.get("size", "")
    wanted = size if size in SIZES else SIZES[0]
    return a_jpeg(await office.fetch("ideas", f"{_photo(office)}?size={wanted}"))


@staff_page
async def add_photo(office: Office) -> Response:
    """Back to the page, which shows it; or what is wrong."""
    office.demand(*_ENTERING)
    doors: Doors = office.request.app.state.doors_of_photos
    try:
        async with doors.open(office.request) as sent:
            return await _added(office, sent)
    except (DoorsAreShut, FileDidNotCome) as error:
        raise FormIsNotTaken(refusal_of_room(office.request, error)) from None


async def _added(office: Office, sent: FormData) -> Response:
    words = str(sent.get("description") or "")
    form = FilledForm({"description": words}, language=speech_of(office.request).language)
    content = await file_in(sent, "photo")
    if not content:
        form.refuse("photo", NO_FILE)
        raise FormIsNotTaken(form)
    path = f"/ideas/{office.request.path_params['number']}/photos"
    try:
        photo = await office.ask("ideas", "POST", path, content=content, timeout=READING_A_PHOTO_S)
        if words.strip():
            await office.ask("ideas", "PUT", f"{path}/{photo['photo_id']}", json={"description": words})
    except ServiceRefused as refused:
        form.refuse(*said_of(refused))
        raise FormIsNotTaken(form) from None
    return _back(office)


@shown_at(_PAGE)
@staff_page
async def describe_photo(office: Office) -> Response:
    """Back to the page, which says it."""
    office.demand(*_ENTERING)
    form = await office.read_form()
    beside = f"description-{office.request.path_params['photo_id']}"
    wish = {"description": form.value(beside)}
    await office.send(form, beside, "ideas", _photo(office), wish, method="PUT")
    return _back(office)


@shown_at(_PAGE)
@staff_page
async def remove_photo(office: Office) -> Response:
    """Back to the page without it."""
    office.demand(*_ENTERING)
    form = await office.read_form()
    beside = f"reason-{office.request.path_params['photo_id']}"
    wish = {"reason": form.require(beside, _NO_REASON)}
    await office.send(form, beside, "ideas", f"{_photo(office)}/removal", wish)
    return _back(office)


def _photo(office: Office) -> str:
    params = office.request.path_params
    return f"/ideas/{params['number']}/photos/{params['photo_id']}"


def _back(office: Office) -> Response:
    return RedirectResponse(f"/staff/ideas/{office.request.path_params['number']}/photos", 303)


ROUTES = [
    Route(_PAGE, show_photos),
    Route(_PAGE, add_photo, methods=["POST"]),
    Route("/staff/ideas/{number}/photos/{photo_id:uuid}", give_photo),
    Route("/staff/ideas/{number}/photos/{photo_id:uuid}", describe_photo, methods=["POST"]),
    Route("/staff/ideas/{number}/photos/{photo_id:uuid}/removal", remove_photo, methods=["POST"]),
]
