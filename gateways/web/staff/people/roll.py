"""The residents' roll of a round: a file is read, its difference shown, and then taken."""

from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm, file_in
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.pages.visits import QUICKER, VERSION, as_seen
from gateways.web.rounds.areas import area_names
from gateways.web.staff.office import Office, refusal_in_words, staff_page
from gateways.web.words.message import say

_LARGEST = 50_000_000
LONGEST = _LARGEST + 100_000
"""Bytes of the form with the largest roll: the file, and what the browser wraps it in."""
_TOO_LARGE, _UNPROCESSABLE, _NOT_FOUND = 413, 422, 404
MADE, MADE_LASTS_S = "made-code", 300
"""The cookie that carries a new code to the page of the roll, once."""
_ANSWERS = {"same": True, "others": False}


@staff_page
async def show_roll(office: Office) -> Response:
    """How many people are on the roll, and the ways to read one in and to fetch codes."""
    made = sealed_cookies.kept(office.request, MADE, MADE_LASTS_S) or {}
    page = await _roll_page(office, made if made.get("to") == office.staff.staff_id else None)
    if made:
        page.headers["Cache-Control"] = "no-store"
        sealed_cookies.drop(office.request, page, MADE)
    return page


@staff_page
async def read_file(office: Office) -> Response:
    """Read a CSV file, and go on to what it would change."""
    address = f"/rounds/{office.request.path_params['round_id']}/roll/imports"
    # Whoever is here by a forged cookie is found out before their file is read.
    await office.ask("residents", "GET", f"/rounds/{office.request.path_params['round_id']}/roll")
    fields = await office.request.form(max_part_size=_LARGEST)
    content, form = await file_in(fields, "roll"), FilledForm({VERSION: str(fields.get(VERSION, ""))})
    if not content:
        form.refuse("roll", say("Choose the file with the roll first."))
        raise FormIsNotTaken(form)
    try:
        csv = {"Content-Type": "text/csv", **as_seen(form)}
        shown = await office.ask("residents", "POST", address, content=content, headers=csv)
    except ServiceRefused as refused:
        if refused.status in QUICKER:
            form.refuse("roll", refusal_in_words(refused))
            raise FormIsNotTaken(form, is_late=True) from None
        if refused.status not in (_TOO_LARGE, _UNPROCESSABLE):
            raise
        form.refuse("roll", say("The file has mistakes, so nothing of it was taken. They are listed below."))
        raise FormIsNotTaken(form, more=refused.problem.get("errors", [])) from None
    return RedirectResponse(f"/staff{address}/{shown['import_id']}", status_code=303)


@staff_page
async def show_import(office: Office) -> Response:
    """What the file would change."""
    return await _import_page(office)


@staff_page
async def confirm_import(office: Office) -> Response:
    """Take the file as it was answered; what is missing or has changed stands in the form."""
    form = await office.read_form()
    wish = {
        "digest": form.typed.get("digest", ""),
        "missing": form.value("missing") or None,
        "alike_are_same": _ANSWERS.get(form.value("alike")),
        "doubts_are_right": bool(form.value("doubts")),
    }
    await office.send(form, "take", "residents", _import_address(office), wish)
    round_id = office.request.path_params["round_id"]
    return RedirectResponse(f"/staff/rounds/{round_id}/roll?done=imported", status_code=303)


@shown_at("/staff/rounds/{round_id}/roll/imports/{import_id}")
@staff_page
async def give_import_up(office: Office) -> Response:
    """Forget the file; the roll stays as it is."""
    try:
        await office.ask("residents", "DELETE", _import_address(office))
    except ServiceRefused as refused:
        if refused.status != _NOT_FOUND:
            raise
    return RedirectResponse(f"/staff/rounds/{office.request.path_params['round_id']}/roll", status_code=303)


async def _roll_page(office: Office, made: dict[str, Any] | None) -> Response:
    round_id = office.request.path_params["round_id"]
    town = await office.ask("ideas", "GET", f"/rounds/{round_id}")
    roll = await office.ask("residents", "GET", f"/rounds/{round_id}/roll")
    done = office.request.query_params.get("done")
    return office.show(
        "roll.html",
        form=office.form({}),
        errors=office.more,
        made=made,
        town=town,
        roll=roll,
        areas=area_names(town),
        is_imported=done == "imported",
    )


async def _import_page(office: Office) -> Response:
    town = await office.ask("ideas", "GET", f"/rounds/{office.request.path_params['round_id']}")
    try:
        shown = await office.ask("residents", "GET", _import_address(office))
    except ServiceRefused as refused:
        if refused.status != _NOT_FOUND:
            raise
        return office.show("roll_import_gone.html", status=_NOT_FOUND, town=town)
    return office.show("roll_import.html", form=office.form({}), town=town, found=shown)


def _import_address(office: Office) -> str:
    params = office.request.path_params
    return f"/rounds/{params['round_id']}/roll/imports/{params['import_id']}"


ROUTES = [
    Route("/staff/rounds/{round_id}/roll", show_roll, methods=["GET"]),
    Route("/staff/rounds/{round_id}/roll", read_file, methods=["POST"]),
    Route("/staff/rounds/{round_id}/roll/imports/{import_id:uuid}", show_import, methods=["GET"]),
    Route("/staff/rounds/{round_id}/roll/imports/{import_id:uuid}", confirm_import, methods=["POST"]),
    Route("/staff/rounds/{round_id}/roll/imports/{import_id:uuid}/give-up", give_import_up, methods=["POST"]),
]
