"""All rounds for staff: their money and calendar, and where a calendar and a poll say two different things."""

from datetime import date
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.pages.rendering import speech_of
from gateways.web.rounds.known import today_of
from gateways.web.rounds.phases import phases_of
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import Message, say

Body = dict[str, Any]


@staff_page
async def show_rounds(office: Office) -> Response:
    """Every round, those that are put away last."""
    polls = (await office.ask("voting", "GET", "/polls", params={"limit": 100}))["items"]
    newest_first = (await office.rounds())[::-1]
    rounds = [one for is_archived in (False, True) for one in newest_first if one["is_archived"] is is_archived]
    today = today_of(office.request)
    return office.show(
        "rounds.html",
        rounds=[(one, phases_of(one, today), contradictions(office, one, polls)) for one in rounds],
        done=DONE.get(office.request.query_params.get("done", "")),
    )


def contradictions(office: Office, town: Body, polls: list[Body]) -> list[Message]:
    """The round's polls that are open on other days than its calendar has for the vote.

    Nobody can publish such a poll, nor change a calendar so. But an open poll may be extended in an emergency.
    """
    vote = next((phase for phase in town["calendar"] if phase["name"] == "vote"), None)
    bound = [poll for poll in polls if poll["round_id"] == town["round_id"] and poll["state"] not in _UNBOUND]
    return [_sentence(office, poll) for poll in bound if vote and not _holds(office, vote, poll)]


def _holds(office: Office, vote: Body, poll: Body) -> bool:
    opens, closes = (speech_of(office.request).on_the_calendar(poll[name]) for name in ("opens_at", "closes_at"))
    ends = date.fromisoformat(vote["ends_on"]) if vote.get("ends_on") else closes
    return date.fromisoformat(vote["starts_on"]) <= opens and closes <= ends


def _sentence(office: Office, poll: Body) -> Message:
    speech = speech_of(office.request)
    opens, closes = speech.long_date(poll["opens_at"]), speech.long_date(poll["closes_at"])
    return say(
        "The poll “%(poll)s” is open from %(opens)s to %(closes)s, but the calendar has the vote on other days. "
        "Please change the one or the other.",
        poll=poll["name"],
        opens=opens,
        closes=closes,
    )


_UNBOUND = ("cancelled",)
DONE = {
    "changed": say("The round is changed, and everyone can see it."),
    "archived": say("The round is put away. Its pages stay; lists and forms show it no more."),
    "taken-out": say("The round is taken out again."),
}

ROUTES = [Route("/staff/rounds", show_rounds)]
