"""The residents' roll of a round, and the codes for its invitation letters."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.rounds.areas import area_names
from gateways.web.staff.office import QUICKER, VERSION, Office, as_seen, refusal_in_words, staff_page
from gateways.web.words.message import say

_LARGEST = 50_000_000
LONGEST = _LARGEST + 100_000
"""Bytes of the form with the largest roll: the file, and what the browser wraps it in."""
_UNPROCESSABLE = 422


@staff_page
async def show_roll(office: Office) -> Response:
    """How many people are on the roll, and the ways to read one in and to fetch codes."""
    return await _page(office, FilledForm(), [])


@staff_page
async def import_roll(office: Office) -> Response:
    """Take a CSV file whole, or nothing of it."""
    # Whoever is here by a forged cookie is found out before their file is read.
    await office.ask("residents", "GET", f"/rounds/{office.request.path_params['round_id']}/roll")
    fields = await office.request.form(max_part_size=_LARGEST)
    sent, form = fields.get("roll"), FilledForm({VERSION: str(fields.get(VERSION, ""))})
    content = await sent.read() if isinstance(sent, UploadFile) else b""
    if not content:
        form.refuse("roll", say("Choose the file with the roll first."))
        return await _page(office, form, [], status=_UNPROCESSABLE)
    round_id = office.request.path_params["round_id"]
    try:
        csv = {"Content-Type": "text/csv", **as_seen(form)}
        await office.ask("residents", "POST", f"/rounds/{round_id}/roll", content=content, headers=csv)
    except ServiceRefused as refused:
        if refused.status in QUICKER:
            form.refuse("roll", refusal_in_words(refused))
            return await _page(office, form, [], status=refused.status)
        if refused.status not in (413, _UNPROCESSABLE):
            raise
        form.refuse("roll", say("The file has mistakes, so nothing of it was taken. They are listed below."))
        return await _page(office, form, refused.problem.get("errors", []), status=refused.status)
    return RedirectResponse(f"/staff/rounds/{round_id}/roll?done=imported", status_code=303)


@staff_page
async def fetch_codes(office: Office) -> Response:
    """The codes of those who have none yet, as a file for the printer. They are shown this once."""
    round_id = office.request.path_params["round_id"]
    form = await office.read_form()
    try:
        codes = await office.ask("residents", "POST", f"/rounds/{round_id}/invitations", headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.status not in QUICKER:
            raise
        form.refuse("codes", refusal_in_words(refused))
        return await _page(office, form, [], status=refused.status)
    headers = {"Content-Disposition": 'attachment; filename="invitation-codes.csv"', "Cache-Control": "no-store"}
    return Response(codes, media_type="text/csv", headers=headers)


async def _page(office: Office, form: FilledForm, errors: list[dict[str, Any]], *, status: int = 200) -> Response:
    round_id = office.request.path_params["round_id"]
    town = await office.ask("ideas", "GET", f"/rounds/{round_id}")
    roll = await office.ask("residents", "GET", f"/rounds/{round_id}/roll")
    return office.show(
        "roll.html",
        status=status,
        form=form,
        errors=errors,
        town=town,
        roll=roll,
        areas=area_names(town),
        is_imported=office.request.query_params.get("done") == "imported",
    )


ROUTES = [
    Route("/staff/rounds/{round_id}/roll", show_roll, methods=["GET"]),
    Route("/staff/rounds/{round_id}/roll", import_roll, methods=["POST"]),
    Route("/staff/rounds/{round_id}/codes", fetch_codes, methods=["POST"]),
]
