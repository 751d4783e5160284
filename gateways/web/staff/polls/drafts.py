"""Drafting a poll, and changing the draft until it is published."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import FormIsNotTaken, Office, staff_page
from gateways.web.words.message import Message, say

Body = dict[str, Any]

METHODS = [("approval", say("Choose projects")), ("points", say("Share out points"))]
RULES = [
    ("equal-shares", say("Equal Shares: every voter has the same part of the money")),
    ("score-order", say("Score order: the most chosen first, as far as the money goes")),
]
CHANNELS = [("web", say("On these pages")), ("sms", say("By text message"))]


@staff_page
async def draft_poll(office: Office) -> Response:
    """The form for a poll on all accepted proposals of a fund."""
    rounds = await office.rounds()
    if not rounds:
        return office.show("no_round.html")
    if office.request.method == "GET":
        return _draft_page(office, rounds, FilledForm(_suggested(office)))
    form = await office.read_form()
    # Pressed twice, it is drafted once.
    wish = _wish(office, form, rounds) | {"submission_id": form.value("submission_id") or None}
    try:
        poll = await office.send(form, "fund_id", "voting", "/polls", wish)
    except FormIsNotTaken as wrong:
        return _draft_page(office, rounds, form, status=wrong.status)
    return RedirectResponse(f"/staff/polls/{poll['poll_id']}", status_code=303)


@staff_page
async def redraft_poll(office: Office) -> Response:
    """The form as the draft stands, and the draft as it is wished now."""
    poll_id = office.request.path_params["poll_id"]
    poll, rounds = await office.ask("voting", "GET", f"/polls/{poll_id}"), await office.rounds()
    if poll["state"] != "drafted":
        return RedirectResponse(f"/staff/polls/{poll_id}", status_code=303)
    if office.request.method == "GET":
        return _draft_page(office, rounds, FilledForm(_as_typed(office, poll)), poll)
    form = await office.read_form()
    wish = _kept(poll, _wish(office, form, rounds))
    try:
        await office.send(form, "fund_id", "voting", f"/polls/{poll_id}", wish, method="PUT")
    except FormIsNotTaken as wrong:
        return _draft_page(office, rounds, form, poll, status=wrong.status)
    return RedirectResponse(f"/staff/polls/{poll_id}?done=redraft", status_code=303)


def _as_typed(office: Office, poll: Body) -> dict[str, str]:
    limits, zone = poll["limits"], _zone(office)
    opens, closes = (datetime.fromisoformat(poll[name]).astimezone(zone) for name in ("opens_at", "closes_at"))
    return {
        **{name: str(poll[name]) for name in ("name", "method", "rule", "fund_id")},
        **dict.fromkeys(poll["channels"], "yes"),
        "max_choices": str(limits["max_choices"]),
        "max_points": str(limits["max_points"] or limits["max_choices"]),
        "opens_at": f"{opens:%Y-%m-%dT%H:%M}",
        "closes_at": f"{closes:%Y-%m-%dT%H:%M}",
        "may_replace": "yes" if poll["may_replace"] else "",
    }


def _kept(poll: Body, wish: Body) -> Body:
    """The wish with what the form does not ask for as it was: another program may have drafted the poll."""
    kept: Body = {"limits": {**wish["limits"], "min_choices": poll["limits"]["min_choices"]}}
    asked = {channel for channel, _ in CHANNELS}
    kept["channels"] = [*wish["channels"], *(channel for channel in poll["channels"] if channel not in asked)]
    if wish["rule"] == poll["rule"]:
        kept["completion"] = poll["completion"]
    if wish["fund_id"] == poll["fund_id"]:
        kept["numbers"] = {project["proposal_id"]: project["number"] for project in poll["projects"]}
    return wish | kept


def _suggested(office: Office) -> dict[str, str]:
    now = datetime.now(_zone(office)).replace(minute=0, second=0, microsecond=0)
    opens, closes = now + timedelta(days=1), now + timedelta(days=15)
    return {
        "method": "approval",
        "rule": "equal-shares",
        "max_choices": "5",
        "max_points": "5",
        "opens_at": f"{opens:%Y-%m-%dT%H:%M}",
        "closes_at": f"{closes:%Y-%m-%dT%H:%M}",
        "web": "yes",
        "sms": "yes",
        "may_replace": "yes",
        "fund_id": office.request.query_params.get("fund_id", ""),
        "submission_id": str(uuid4()),
    }


def _wish(office: Office, form: FilledForm, rounds: list[Body]) -> Body:
    funds = {fund["fund_id"]: town["round_id"] for town in rounds for fund in town["funds"]}
    fund_id = form.value("fund_id")
    if fund_id not in funds:
        form.refuse("fund_id", say("Choose the fund that this poll decides on."))
    method, rule = form.value("method") or "approval", form.value("rule") or "equal-shares"
    return {
        "round_id": funds.get(fund_id),
        "fund_id": fund_id,
        "name": form.require("name", say("Give the poll a name that voters recognise.")),
        "method": method,
        "limits": _limits(form, method),
        "rule": rule,
        "completion": "add1+utilitarian" if rule == "equal-shares" else "none",
        "channels": _channels(form),
        "may_replace": bool(form.value("may_replace")),
        "opens_at": _moment(office, form, "opens_at"),
        "closes_at": _moment(office, form, "closes_at"),
    }


def _channels(form: FilledForm) -> list[str]:
    chosen = [channel for channel, _ in CHANNELS if form.value(channel)]
    if not chosen:
        form.refuse("web", say("Choose at least one way to vote."))
    return chosen


def _limits(form: FilledForm, method: str) -> Mapping[str, int | None]:
    limits: dict[str, int | None] = {"min_choices": 1, "max_choices": _whole(form, "max_choices")}
    if method == "points":
        points = _whole(form, "max_points")
        limits |= {"min_points_each": 1, "max_points_each": points, "max_points": points}
    return limits


def _whole(form: FilledForm, name: str) -> int | None:
    number = form.whole_number(name)
    if not number:
        form.refuse(name, say("Write a whole number, 1 or more."))
        return None
    return number


def _moment(office: Office, form: FilledForm, name: str) -> str | None:
    try:
        return datetime.fromisoformat(form.value(name)).replace(tzinfo=_zone(office)).isoformat()
    except ValueError:
        form.refuse(name, say("Write day and time, such as 2026-10-01T08:00."))
        return None


def _draft_page(
    office: Office, rounds: list[Body], form: FilledForm, poll: Body | None = None, *, status: int = 200
) -> Response:
    funds: list[tuple[str, Message | str]] = [
        (fund["fund_id"], f"{fund['name']} ({town['name']})") for town in rounds for fund in town["funds"]
    ]
    return office.show(
        "poll_draft.html",
        status=status,
        form=form,
        poll=poll,
        funds=funds,
        methods=METHODS,
        rules=RULES,
        channels=CHANNELS,
    )


def _zone(office: Office) -> ZoneInfo:
    return ZoneInfo(office.request.app.state.settings.time_zone)


ROUTES = [
    Route("/staff/polls/new", draft_poll, methods=["GET", "POST"]),
    Route("/staff/polls/{poll_id}/draft", redraft_poll, methods=["GET", "POST"]),
]
