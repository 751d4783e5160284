"""Drafting a poll, and changing the draft until it is published."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.moments import WHICH_ONES, comes_twice
from gateways.web.pages.rendering import speech_of
from gateways.web.pages.visits import VERSION
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.polls import draft_fields, draft_form
from gateways.web.staff.polls.terms_in_words import difference_rows
from gateways.web.staff.polls.weight_fields import FIELDS
from gateways.web.words.message import Message

Body = dict[str, Any]

TEMPLATE = "template"
"""The parameter that names the template with which the form is filled."""


@staff_page
async def draft_poll(office: Office) -> Response:
    """The form for a poll on all accepted proposals of a fund; a template may have filled it."""
    office.demand("returning-officer")
    rounds = await office.rounds()
    if not rounds:
        return office.show("no_round.html")
    if office.request.method != "POST":
        templates = await _templates(office)
        chosen = next((one for one in templates if one["name"] == office.request.query_params.get(TEMPLATE)), None)
        form = office.form(_suggested(office) | (draft_form.typed_terms(chosen["terms"]) if chosen else {}))
        return _draft_page(office, rounds, form, templates=templates, chosen=chosen)
    form = await office.read_form()
    # Pressed twice, it is drafted once.
    wish = draft_form.wish_of(form, rounds, office.zone) | {"submission_id": form.value("submission_id") or None}
    poll = await office.send(form, "fund_id", "voting", "/polls", wish)
    return RedirectResponse(f"/staff/polls/{poll['poll_id']}", status_code=303)


@staff_page
async def redraft_poll(office: Office) -> Response:
    """The form as the draft stands, and the draft as it is wished now."""
    office.demand("returning-officer")
    poll_id = office.request.path_params["poll_id"]
    poll, rounds = await office.ask("voting", "GET", f"/polls/{poll_id}"), await office.rounds()
    if poll["state"] != "drafted":
        return RedirectResponse(f"/staff/polls/{poll_id}", status_code=303)
    if office.request.method != "POST":
        language = speech_of(office.request).language
        standing = draft_form.typed_for(poll, office.zone, language, rounds) | {VERSION: poll["version"]}
        return _draft_page(
            office, rounds, office.form(standing), poll=poll, beside=await beside_last_poll(office, poll)
        )
    form = await office.read_form()
    wish = draft_form.kept(poll, draft_form.wish_of(form, rounds, office.zone), form, office.zone, rounds)
    await office.send(form, "fund_id", "voting", f"/polls/{poll_id}", wish, method="PUT")
    return RedirectResponse(f"/staff/polls/{poll_id}?done=redraft", status_code=303)


async def beside_last_poll(office: Office, poll: Body) -> Body | None:
    """The last poll that the draft is held against, with a row for each term that differs; none if there was none."""
    try:
        found: Body = await office.ask("voting", "GET", f"/polls/{poll['poll_id']}/comparison")
    except (ServiceRefused, ServiceIsUnreachable):
        return None  # the draft can be looked at and changed all the same
    if found["poll_id"] is None:
        return None
    rows = difference_rows(found["differences"], poll["currency"], speech_of(office.request))
    return {**found, "rows": rows}


async def _templates(office: Office) -> list[Body]:
    found: list[Body] = (await office.ask("voting", "GET", "/poll-templates"))["items"]
    return found


def _suggested(office: Office) -> dict[str, str]:
    about = {"fund_id": office.request.query_params.get("fund_id", ""), "submission_id": str(uuid4())}
    return draft_form.suggested(datetime.now(office.zone)) | about


def _draft_page(office: Office, rounds: list[Body], form: FilledForm, **context: Any) -> Response:
    funds: list[tuple[str, Message | str]] = [
        (fund["fund_id"], f"{fund['name']} ({town['name']})")
        for town in rounds
        if not town["is_archived"]
        for fund in town["funds"]
    ]
    return office.show(
        "poll_draft.html",
        form=form,
        funds=funds,
        choices=draft_fields,
        usual=draft_form.suggested(datetime.now(office.zone)),
        weight_fields=FIELDS,
        twice=[name for name in draft_form.MOMENTS if comes_twice(form, name, office.zone)],
        which_ones=WHICH_ONES,
        **{"poll": None, "beside": None, "templates": [], "chosen": None, **context},
    )


ROUTES = [
    Route("/staff/polls/new", draft_poll, methods=["GET", "POST"]),
    Route("/staff/polls/{poll_id}/draft", redraft_poll, methods=["GET", "POST"]),
]
