"""Rehearsing a poll: its draft, and the test codes with which it is tried out."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say

_POLL = "/staff/polls/{poll_id}"
COUNT, SUGGESTED = "count", "20"
"""The field that asks how many test codes are wanted, and what it begins with."""


@shown_at(_POLL)
@staff_page
async def rehearse_poll(office: Office) -> Response:
    """Draft a rehearsal of the poll, and go on to it. Pressed twice, there is one."""
    form = await office.read_form()
    wish = {"submission_id": form.value("submission_id") or None}
    address = f"/polls/{office.request.path_params['poll_id']}/rehearsals"
    rehearsal = await office.send(form, "rehearse", "voting", address, wish)
    return RedirectResponse(f"/staff/polls/{rehearsal['poll_id']}", status_code=303)


@shown_at(_POLL)
@staff_page
async def fetch_test_codes(office: Office) -> Response:
    """New test codes as a file. They are shown this once."""
    form, poll_id = await office.read_form(), office.request.path_params["poll_id"]
    count = form.whole_number(COUNT)
    if count is None or count < 1:
        form.refuse(COUNT, say("Write a whole number, %(least)s or more.", least=1))
    try:
        codes = await office.send(form, COUNT, "residents", f"/rehearsals/{poll_id}/codes", {COUNT: count})
    except ServiceRefused as refused:
        if refused.code != "poll-is-not-known":
            raise
        form.refuse(COUNT, say("The rehearsal was published a moment ago, and is not known everywhere yet. Try again."))
        raise FormIsNotTaken(form) from None
    headers = {"Content-Disposition": 'attachment; filename="test-codes.csv"', "Cache-Control": "no-store"}
    return Response(codes, media_type="text/csv", headers=headers)


ROUTES = [
    Route("/staff/polls/{poll_id}/rehearse", rehearse_poll, methods=["POST"]),
    Route("/staff/polls/{poll_id}/test-codes", fetch_test_codes, methods=["POST"]),
]
