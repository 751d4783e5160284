"""Invitation codes: for new people, for one whose letter was lost, and for all who have not voted yet."""

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import FormIsNotTaken, Office, refusal_in_words, staff_page
from gateways.web.staff.people.roll import roll_page
from gateways.web.words.message import say

_UNPROCESSABLE = 422


@staff_page
async def fetch_codes(office: Office) -> Response:
    """The codes of those who have none yet, as a file for the printer. They are shown this once."""
    return await _file(office, await office.read_form(), "codes", "")


@staff_page
async def fetch_codes_again(office: Office) -> Response:
    """New codes for all who have not used theirs in an open poll; the old ones end."""
    form = await office.read_form()
    if not form.value("again"):
        form.refuse("again", say("Tick the box first: the codes that were posted end with this."))
        return await roll_page(office, form, status=_UNPROCESSABLE)
    return await _file(office, form, "again", "/again")


@staff_page
async def replace_code(office: Office) -> Response:
    """A new code for one person, shown this once."""
    form = await office.read_form()
    number = form.require("number", say("Enter the number that the person has on the roll."))
    try:
        made = await office.send(form, "number", "residents", f"{_address(office)}/replacements", {"number": number})
    except FormIsNotTaken as refused:
        return await roll_page(office, form, status=refused.status)
    except ServiceRefused as refused:
        if refused.code != "person-is-not-on-the-roll":
            raise
        form.refuse("number", refusal_in_words(refused))
        return await roll_page(office, form, status=refused.status)
    page = await roll_page(office, FilledForm(), made=made)
    page.headers["Cache-Control"] = "no-store"
    return page


async def _file(office: Office, form: FilledForm, beside: str, of_whom: str) -> Response:
    try:
        codes = await office.send(form, beside, "residents", f"{_address(office)}{of_whom}", {})
    except FormIsNotTaken as refused:
        return await roll_page(office, form, status=refused.status)
    headers = {"Content-Disposition": 'attachment; filename="invitation-codes.csv"', "Cache-Control": "no-store"}
    return Response(codes, media_type="text/csv", headers=headers)


def _address(office: Office) -> str:
    return f"/rounds/{office.request.path_params['round_id']}/invitations"


ROUTES = [
    Route("/staff/rounds/{round_id}/codes", fetch_codes, methods=["POST"]),
    Route("/staff/rounds/{round_id}/codes/again", fetch_codes_again, methods=["POST"]),
    Route("/staff/rounds/{round_id}/codes/one", replace_code, methods=["POST"]),
]
