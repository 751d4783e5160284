"""Ideas out of a file: looked at, taken in the background, and reported on."""

from collections.abc import Mapping

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.doors import WRAPPING
from gateways.web.pages.forms import FilledForm, file_in
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.pages.rendering import render, speech_of
from gateways.web.staff.moving_in.words import FORMATS, LANGUAGES, NO_FILE, SYSTEMS, TOO_LARGE
from gateways.web.staff.office import MODERATION, Office, refusal_in_words, staff_page
from gateways.web.words.message import Message, say

_LARGEST = 20_000_000
LONGEST = _LARGEST + WRAPPING
"""Bytes of the form with the largest file: the file, and what the browser wraps it in."""
_TOO_LARGE, _UNPROCESSABLE, _NOT_FOUND = 413, 422, 404
_AT = "/staff/rounds/{round_id}/imports"
_FIELDS = ("format", "ideas_language", "area_column")


@staff_page
async def show_imports(office: Office) -> Response:
    """The form for a file, and the files there were."""
    office.demand(*MODERATION)
    round_id = office.request.path_params["round_id"]
    town = await office.ask("ideas", "GET", f"/rounds/{round_id}")
    return office.show(
        "moving_in/imports.html",
        form=office.form({"format": "csv", "ideas_language": speech_of(office.request).language}),
        errors=office.more,
        town=town,
        formats=[*FORMATS.items()],
        languages=[*LANGUAGES.items()],
        systems=SYSTEMS,
        imports=(await office.ask("ideas", "GET", _address(office)))["items"],
    )


@staff_page
async def read_file(office: Office) -> Response:
    """Have a file read, and go on to what would become of it."""
    office.demand(*MODERATION)
    # Whoever is here by a forged cookie is found out before their file is read.
    await office.ask("ideas", "GET", _address(office))
    fields = await office.request.form(max_part_size=_LARGEST)
    content, form = await file_in(fields, "file"), _typed(fields)
    if not content:
        form.refuse("file", NO_FILE)
    if form.value("format") not in FORMATS:
        form.refuse("format", say("Choose what wrote the file."))
    if form.value("ideas_language") not in LANGUAGES:
        form.refuse("ideas_language", say("Choose a language."))
    if not form.is_sound:
        raise FormIsNotTaken(form)
    shown = await _shown(office, content, form)
    return RedirectResponse(f"{_AT.format_map(office.request.path_params)}/{shown['import_id']}", status_code=303)


@staff_page
async def show_import(office: Office) -> Response:
    """What would become of the file; how far it is; what became of it."""
    office.demand(*MODERATION)
    town = await office.ask("ideas", "GET", f"/rounds/{office.request.path_params['round_id']}")
    try:
        found = await office.ask("ideas", "GET", _address(office))
    except ServiceRefused as refused:
        if refused.status != _NOT_FOUND:
            raise
        return office.show("moving_in/import_gone.html", status=_NOT_FOUND, town=town)
    return office.show("moving_in/import.html", form=office.form({}), town=town, found=found, systems=SYSTEMS)


@staff_page
async def start_import(office: Office) -> Response:
    """Take the ideas of the file."""
    await office.send(await office.read_form(), "take", "ideas", _address(office), {})
    return RedirectResponse(office.request.url.path, status_code=303)


@shown_at(_AT + "/{import_id}")
@staff_page
async def give_import_up(office: Office) -> Response:
    """Forget the file; nothing of it was taken."""
    form = await office.read_form()
    try:
        await office.send(form, "take", "ideas", _address(office), {}, method="DELETE")
    except ServiceRefused as refused:
        if refused.status != _NOT_FOUND:
            raise
    return RedirectResponse(_AT.format_map(office.request.path_params), status_code=303)


@staff_page
async def fetch_unmoved(office: Office) -> Response:
    """The lines that were not taken, and why, as a file."""
    content = await office.fetch("ideas", f"{_address(office)}/unmoved")
    headers = {"Content-Disposition": 'attachment; filename="not-taken.csv"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv", headers=headers)


def too_long(request: Request) -> Response:
    """The page for a file that is refused before it is read."""
    return render(request, "problems/refused.html", status=_TOO_LARGE, message=TOO_LARGE)


async def _shown(office: Office, content: bytes, form: FilledForm) -> Mapping[str, str]:
    wishes = {name: form.value(name) for name in _FIELDS if form.value(name)}
    try:
        shown: Mapping[str, str] = await office.ask(
            "ideas",
            "POST",
            _address(office),
            content=content,
            params=wishes,
            headers={"Content-Type": "text/csv"},
            timeout=60,
        )
    except ServiceRefused as refused:
        if refused.status not in (_TOO_LARGE, _UNPROCESSABLE):
            raise
        form.refuse("file", TOO_LARGE if refused.status == _TOO_LARGE else _why(refused))
        raise FormIsNotTaken(form, more=refused.problem.get("errors", [])) from None
    return shown


def _why(refused: ServiceRefused) -> Message | str:
    if refused.code == "file-cannot-be-read":
        return say("The file cannot be read. What is wrong stands below.")
    return refusal_in_words(refused)


def _typed(fields: FormData) -> FilledForm:
    return FilledForm({name: str(fields.get(name, "")) for name in _FIELDS})


def _address(office: Office) -> str:
    params = office.request.path_params
    address = f"/rounds/{params['round_id']}/imports"
    return f"{address}/{params['import_id']}" if "import_id" in params else address


ROUTES = [
    Route(_AT, show_imports, methods=["GET"]),
    Route(_AT, read_file, methods=["POST"]),
    Route(_AT + "/{import_id:uuid}", show_import, methods=["GET"]),
    Route(_AT + "/{import_id:uuid}", start_import, methods=["POST"]),
    Route(_AT + "/{import_id:uuid}/give-up", give_import_up, methods=["POST"]),
    Route(_AT + "/{import_id:uuid}/not-taken.csv", fetch_unmoved, methods=["GET"]),
]
