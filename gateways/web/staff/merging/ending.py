"""How merging and splitting end: back at the idea; and both undone in the same way."""

from typing import Literal

from starlette.responses import RedirectResponse, Response

from gateways.web.staff.office import MODERATION, Office
from gateways.web.words.message import say

WHY = say("Please say why. Everyone can read it.")
"""What is said where no reason was given."""


async def undone(office: Office, what: Literal["merge", "split"]) -> Response:
    """Back to the idea, of which it is undone for the reason that the form gives.

    Raises:
        FormIsNotTaken: if something is wrong with the form, or hinders it.
    """
    office.demand(*MODERATION)
    form = await office.read_form()
    wish = {"reason": form.require("reason", WHY)}
    await office.send(form, "reason", "ideas", f"/ideas/{number_of(office)}/{what}/undone", wish)
    return done(office, f"undo-{what}")


def number_of(office: Office) -> str:
    """The idea that the page is about."""
    number: str = office.request.path_params["number"]
    return number


def done(office: Office, what: str) -> Response:
    """Back to the idea, which says that it is done."""
    return RedirectResponse(f"/staff/ideas/{number_of(office)}?done={what}", status_code=303)
