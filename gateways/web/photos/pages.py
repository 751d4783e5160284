"""Photos of ideas and proposals: added or taken away by whoever sent it in, until the town hall has read it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.photos import PhotosClient
from gateways.web.clients.services import services_of
from gateways.web.pages.doors import WRAPPING, Doors, DoorsAreShut, FileDidNotCome
from gateways.web.pages.forms import FilledForm, file_in, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of, shown_at
from gateways.web.pages.keys import as_sent, carried, carry
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.vote.booth import kept_nowhere, opaque_client
from gateways.web.words.message import Message, say
from libs.shared.kernel.photos.photo import LONGEST_DESCRIPTION, LONGEST_PHOTO, SIZES
from libs.shared.platform.api.photo_files import a_jpeg

LONGEST = LONGEST_PHOTO + WRAPPING
"""Bytes of a form with a photo in it."""
KINDS = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"

NO_FILE = say("Choose a photo first.")
_NO_WORDS = say("Please say in a few words what the photo shows, for those who cannot see it.")
_TOO_MANY_WORDS = say("Please make it shorter: at most %(most)s characters.", most=LONGEST_DESCRIPTION)
_NO_KEY = say("Please type the key that you noted when you sent it in.")
_TOO_LARGE = say("The photo has more than twelve million bytes, so it was not taken. Please make it smaller.")
_FULL = say("Other photos are being read just now, so yours was not taken. Please send it again in a minute.")
WHY_NOT: dict[str, Message] = {
    "kind": say("This is no photo that can be shown here. Please choose a JPEG, PNG, WebP or HEIC file."),
    "broken": say("This photo cannot be read to its end. Please save it anew, or choose another."),
    "large": say("The photo has more than 50 million pixels. Please make it smaller."),
    "too-much": say("Reading this photo takes more time or memory than there is for one. Please make it smaller."),
    "slow": say("The photo did not come to its end within a minute. Please send it again."),
    "failure": say("Reading this photo failed, and that is our fault. Please choose another."),
}
_REFUSALS: dict[str, tuple[str, Message]] = {
    "photos-are-not-yours": (
        "key",
        say("This key does not fit. Please compare it with what you noted."),
    ),
    "photos-are-looked-through": (
        "photo",
        say("The town hall has looked it through already. Its photos can be changed by the office only."),
    ),
    "too-many-photos": ("photo", say("There can be at most three photos. Take one away first.")),
    "photo-is-not-known": ("photo", say("This photo is not there any more.")),
    "darkroom-is-full": ("photo", _FULL),
    "too-many-attempts": ("photo", say("You have sent many photos. Please wait ten minutes, then go on.")),
    "body-is-too-long": ("photo", _TOO_LARGE),
}


def too_long(request: Request) -> Response:
    """The page for a photo that is refused before it is read."""
    return render(request, "problems/refused.html", status=413, message=_TOO_LARGE)


@dataclass(frozen=True, slots=True)
class PhotosOf:
    """What photos are of.

    Args:
        at: The path of the things, such as ``/ideas``.
        template: The page with a thing's photos.
        client: Who is asked for photos.
        opened: The thing as whoever holds its key sees it; without a key as everybody does.
    """

    at: str
    template: str
    client: Callable[[Request], PhotosClient]
    opened: Callable[[Request, str, str], Awaitable[Json]]


async def _idea(request: Request, number: str, key: str) -> Json:
    ideas = services_of(request).ideas
    return await (ideas.idea_of(number, key) if key else ideas.idea(number))


async def _proposal(request: Request, number: str, key: str) -> Json:
    proposals = services_of(request).proposals
    return await (proposals.opened(number, key) if key else proposals.proposal(number))


IDEAS = PhotosOf("/ideas", "photos/of_idea.html", lambda request: services_of(request).ideas.photos, _idea)
PROPOSALS = PhotosOf(
    "/proposals", "photos/of_proposal.html", lambda request: services_of(request).proposals.photos, _proposal
)


async def _show(request: Request, of: PhotosOf) -> Response:
    number, key = request.path_params["number"], carried(request)
    thing = await of.opened(request, number, key)
    at = f"{of.at}/{number}/photos"
    page = render(request, of.template, thing=thing, at=at, form=form_of(request), has_key=bool(key), kinds=KINDS)
    return kept_nowhere(page)


async def _add(request: Request, of: PhotosOf) -> Response:
    doors: Doors = request.app.state.doors_of_photos
    try:
        async with doors.open(request) as sent:
            return await _added(request, sent, of)
    except (DoorsAreShut, FileDidNotCome) as error:
        raise FormIsNotTaken(refusal_of_room(request, error)) from None


async def _added(request: Request, sent: FormData, of: PhotosOf) -> Response:
    typed = {name: str(sent.get(name) or "") for name in ("key", "description")}
    form = FilledForm(typed, language=speech_of(request).language)
    content, key = await _checked(request, sent, form)
    number, photos = request.path_params["number"], of.client(request)
    try:
        photo = await photos.add(number, content, key, opaque_client(request))
        await photos.describe(number, photo["photo_id"], form.value("description"), key)
    except ServiceRefused as refused:
        form.refuse(*said_of(refused))
        raise FormIsNotTaken(form) from None
    return _back(request, of, key)


async def _checked(request: Request, sent: FormData, form: FilledForm) -> tuple[bytes, str]:
    """The file and the key, if the form is whole."""
    content = await file_in(sent, "photo")
    if not content:
        form.refuse("photo", NO_FILE)
    if len(form.require("description", _NO_WORDS)) > LONGEST_DESCRIPTION:
        form.refuse("description", _TOO_MANY_WORDS)
    key = as_sent(carried(request) or form.require("key", _NO_KEY))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    return content, key


async def _remove(request: Request, of: PhotosOf) -> Response:
    form, number = await read_form(request), request.path_params["number"]
    key = as_sent(carried(request) or form.require("key", _NO_KEY))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        await of.client(request).remove(number, str(request.path_params["photo_id"]), key)
    except ServiceRefused as refused:
        form.refuse(*said_of(refused))
        raise FormIsNotTaken(form) from None
    return _back(request, of, key)


async def _give(request: Request, of: PhotosOf) -> Response:
    number, photo_id = request.path_params["number"], str(request.path_params["photo_id"])
    size = request.query_params.get("size", "")
    wanted = size if size in SIZES else SIZES[0]
    return a_jpeg(await of.client(request).photo(number, photo_id, wanted, as_sent(carried(request))))


def said_of(refused: ServiceRefused) -> tuple[str, Message | str]:
    """Beside which field the refusal stands, and its words."""
    if refused.code == "photo-cannot-be-read":
        return "photo", WHY_NOT.get(refused.problem.get("why", ""), WHY_NOT["failure"])
    return _REFUSALS.get(refused.code) or ("photo", in_words(refused))


def refusal_of_room(request: Request, error: DoorsAreShut | FileDidNotCome) -> FilledForm:
    """The form of whoever found no room, or whose photo did not come to its end."""
    form = FilledForm(language=speech_of(request).language)
    form.refuse("photo", _FULL if isinstance(error, DoorsAreShut) else WHY_NOT["slow"])
    return form


def _back(request: Request, of: PhotosOf, key: str) -> Response:
    at = f"{of.at}/{request.path_params['number']}"
    return carry(request, RedirectResponse(f"{at}/photos", 303), at, key)


def _routes(of: PhotosOf) -> list[Route]:
    page = f"{of.at}/{{number}}/photos"

    async def show_photos(request: Request) -> Response:
        """The photos that there are, and the form for one more."""
        return await _show(request, of)

    async def add_photo(request: Request) -> Response:
        """Back to the page, which shows it; or what is wrong."""
        return await _add(request, of)

    async def give_photo(request: Request) -> Response:
        """The JPEG file, for whom the words beside it are."""
        return await _give(request, of)

    @shown_at(page)
    async def remove_photo(request: Request) -> Response:
        """Back to the page without it."""
        return await _remove(request, of)

    return [
        Route(page, show_photos),
        Route(page, add_photo, methods=["POST"]),
        Route(f"{page}/{{photo_id:uuid}}", give_photo),
        Route(f"{page}/{{photo_id:uuid}}/removal", remove_photo, methods=["POST"]),
    ]


ROUTES = [*_routes(IDEAS), *_routes(PROPOSALS)]
