"""Invitation codes: for new people, for one whose letter was lost, and for all who have not voted yet."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.staff.office import Office, refusal_in_words, staff_page
from gateways.web.staff.people.roll import MADE, MADE_LASTS_S
from gateways.web.words.message import say

_ROLL = "/staff/rounds/{round_id}/roll"


@shown_at(_ROLL)
@staff_page
async def fetch_codes(office: Office) -> Response:
    """The codes of those who have none yet, as a file for the printer. They are shown this once."""
    return await _file(office, await office.read_form(), "codes", "")


@shown_at(_ROLL)
@staff_page
async def fetch_codes_again(office: Office) -> Response:
    """New codes for all who have not used theirs in an open poll; the old ones end."""
    form = await office.read_form()
    if not form.value("again"):
        form.refuse("again", say("Tick the box first: the codes that were posted end with this."))
    return await _file(office, form, "again", "/again")


@shown_at(_ROLL)
@staff_page
async def replace_code(office: Office) -> Response:
    """A new code for one person, shown this once, on the page of the roll."""
    form = await office.read_form()
    number = form.require("number", say("Enter the number that the person has on the roll."))
    try:
        made = await office.send(form, "number", "residents", f"{_address(office)}/replacements", {"number": number})
    except ServiceRefused as refused:
        if refused.code != "person-is-not-on-the-roll":
            raise
        form.refuse("number", refusal_in_words(refused))
        raise FormIsNotTaken(form) from None
    response = RedirectResponse(_ROLL.format_map(office.request.path_params), status_code=303)
    shown = {"number": made["number"], "code": made["code"], "to": office.staff.staff_id}
    sealed_cookies.keep(office.request, response, MADE, shown, MADE_LASTS_S)
    return response


async def _file(office: Office, form: FilledForm, beside: str, of_whom: str) -> Response:
    codes = await office.send(form, beside, "residents", f"{_address(office)}{of_whom}", {})
    headers = {"Content-Disposition": 'attachment; filename="invitation-codes.csv"', "Cache-Control": "no-store"}
    return Response(codes, media_type="text/csv", headers=headers)


def _address(office: Office) -> str:
    return f"/rounds/{office.request.path_params['round_id']}/invitations"


ROUTES = [
    Route("/staff/rounds/{round_id}/codes", fetch_codes, methods=["POST"]),
    Route("/staff/rounds/{round_id}/codes/again", fetch_codes_again, methods=["POST"]),
    Route("/staff/rounds/{round_id}/codes/one", replace_code, methods=["POST"]),
]
