"""Photos of an idea or a proposal on the desk: looked at before everyone sees them, described, added and taken away."""

from dataclasses import dataclass, replace
from typing import Literal

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.photos import READING_A_PHOTO_S
from gateways.web.pages.doors import Doors, DoorsAreShut, FileDidNotCome
from gateways.web.pages.forms import FilledForm, file_in
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.pages.rendering import speech_of
from gateways.web.photos.pages import KINDS, NO_FILE, refusal_of_room, said_of
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say
from libs.shared.kernel.photos.photo import SIZES
from libs.shared.platform.api.photo_files import a_jpeg

_ENTERING = ("moderator", "data-entry-officer", "administrator")
_REASONS = [
    ("shows-people", say("It shows people who did not agree to that")),
    ("not-their-own", say("Somebody else took it and did not agree")),
    ("against-the-rules", say("It breaks the rules of taking part")),
    ("by-mistake", say("It came here by mistake")),
]
_NO_REASON = say("Please choose why.")


@dataclass(frozen=True, slots=True)
class _Of:
    """What photos are of: its service, and its name in the paths of both."""

    service: Literal["ideas", "proposals"]

    def thing(self, office: Office) -> str:
        return f"/{self.service}/{office.request.path_params['number']}"

    def photo(self, office: Office) -> str:
        return f"{self.thing(office)}/photos/{office.request.path_params['photo_id']}"

    def back(self, office: Office) -> Response:
        return RedirectResponse(f"/staff{self.thing(office)}/photos", 303)


async def _show(office: Office, of: _Of) -> Response:
    office.demand(*_ENTERING)
    thing = await office.ask(of.service, "GET", of.thing(office))
    standing = {f"description-{photo['photo_id']}": photo["description"] or "" for photo in thing["photos"]}
    form = office.form({})
    form = replace(form, typed={**standing, **form.typed})
    back = f"/staff{of.thing(office)}"
    return office.show("photos.html", thing=thing, back=back, form=form, kinds=KINDS, reasons=_REASONS)


async def _give(office: Office, of: _Of) -> Response:
    size = office.request.query_params.get("size", "")
    wanted = size if size in SIZES else SIZES[0]
    return a_jpeg(await office.fetch(of.service, f"{of.photo(office)}?size={wanted}"))


async def _add(office: Office, of: _Of) -> Response:
    office.demand(*_ENTERING)
    doors: Doors = office.request.app.state.doors_of_photos
    try:
        async with doors.open(office.request) as sent:
            return await _added(office, sent, of)
    except (DoorsAreShut, FileDidNotCome) as error:
        raise FormIsNotTaken(refusal_of_room(office.request, error)) from None


async def _added(office: Office, sent: FormData, of: _Of) -> Response:
    words = str(sent.get("description") or "")
    form = FilledForm({"description": words}, language=speech_of(office.request).language)
    content = await file_in(sent, "photo")
    if not content:
        form.refuse("photo", NO_FILE)
        raise FormIsNotTaken(form)
    path = f"{of.thing(office)}/photos"
    try:
        photo = await office.ask(of.service, "POST", path, content=content, timeout=READING_A_PHOTO_S)
        if words.strip():
            await office.ask(of.service, "PUT", f"{path}/{photo['photo_id']}", json={"description": words})
    except ServiceRefused as refused:
        form.refuse(*said_of(refused))
        raise FormIsNotTaken(form) from None
    return of.back(office)


async def _describe(office: Office, of: _Of) -> Response:
    office.demand(*_ENTERING)
    form = await office.read_form()
    beside = f"description-{office.request.path_params['photo_id']}"
    wish = {"description": form.value(beside)}
    await office.send(form, beside, of.service, of.photo(office), wish, method="PUT")
    return of.back(office)


async def _remove(office: Office, of: _Of) -> Response:
    office.demand(*_ENTERING)
    form = await office.read_form()
    beside = f"reason-{office.request.path_params['photo_id']}"
    wish = {"reason": form.require(beside, _NO_REASON)}
    await office.send(form, beside, of.service, f"{of.photo(office)}/removal", wish)
    return of.back(office)


def _routes(of: _Of) -> list[Route]:
    page = f"/staff/{of.service}/{{number}}/photos"

    @staff_page
    async def show_photos(office: Office) -> Response:
        """The photos, each with what it shows, and the form for one more."""
        return await _show(office, of)

    @staff_page
    async def add_photo(office: Office) -> Response:
        """Back to the page, which shows it; or what is wrong."""
        return await _add(office, of)

    @staff_page
    async def give_photo(office: Office) -> Response:
        """The JPEG file."""
        return await _give(office, of)

    @shown_at(page)
    @staff_page
    async def describe_photo(office: Office) -> Response:
        """Back to the page, which says it."""
        return await _describe(office, of)

    @shown_at(page)
    @staff_page
    async def remove_photo(office: Office) -> Response:
        """Back to the page without it."""
        return await _remove(office, of)

    return [
        Route(page, show_photos),
        Route(page, add_photo, methods=["POST"]),
        Route(f"{page}/{{photo_id:uuid}}", give_photo),
        Route(f"{page}/{{photo_id:uuid}}", describe_photo, methods=["POST"]),
        Route(f"{page}/{{photo_id:uuid}}/removal", remove_photo, methods=["POST"]),
    ]


ROUTES = [*_routes(_Of("ideas")), *_routes(_Of("proposals"))]
