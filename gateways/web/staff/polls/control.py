"""Poll control: the checks before opening, turnout, closing, counting, certifying by two."""

from typing import Any
from uuid import uuid4

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.pages.visits import VERSION
from gateways.web.staff.desk.actions import Thing, allowed_now, forms_of, take, words_of_none
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.polls import rehearsing
from gateways.web.staff.polls.counted import counted_in
from gateways.web.staff.polls.draft_fields import CHANNELS, METHODS
from gateways.web.staff.polls.drafts import beside_last_poll
from gateways.web.staff.words import COUNT_STAGES, DONE
from gateways.web.vote.about import areas_named
from gateways.web.vote.areas import areas_of_lines, has_papers, lines_of
from gateways.web.vote.rules import RULE_NAMES, rule_in_words
from gateways.web.words.message import Message

Body = dict[str, Any]


@staff_page
async def control_poll(office: Office) -> Response:
    """One poll: how it stands, and what is next."""
    poll_id = office.request.path_params["poll_id"]
    if office.request.method == "POST":
        return await take(office, _thing(await office.ask("voting", "GET", f"/polls/{poll_id}")))
    # First what may be done, then how the poll stands: a count that ends in between, or the clock, would otherwise hand
    # out a form of the version before, which is refused.
    allowed = await allowed_now(office, "voting", f"/polls/{poll_id}")
    poll = await office.ask("voting", "GET", f"/polls/{poll_id}")
    form = office.form({VERSION: poll["version"], rehearsing.COUNT: rehearsing.SUGGESTED})
    done_action = office.request.query_params.get("done")
    return office.show(
        "poll_control.html",
        poll=poll,
        on_papers=lines_of(poll),
        area_of=areas_of_lines(poll, await areas_named(office.request, poll)),
        has_papers=has_papers(poll),
        turnout=await _turnout(office, poll_id),
        count=await _count(office, poll),
        count_stages=COUNT_STAGES,
        counted=await counted_in(office, poll),
        beside=await beside_last_poll(office, poll) if poll["state"] == "drafted" else None,
        actions=forms_of(allowed, office, _thing(poll), form),
        form=form,
        lost_words=words_of_none(allowed, form),
        done=DONE["poll"].get(done_action or "") if _is_news(done_action, poll) else None,
        method=dict(METHODS).get(poll["method"], poll["method"]),
        rule_name=RULE_NAMES.get(poll["rule"], poll["rule"]),
        rule=rule_in_words(poll),
        channels=_in_words(poll["channels"]),
        standing=_in_words(poll["final_channels"]),
        submission_id=uuid4(),
    )


def _in_words(channels: list[str]) -> list[Message | str]:
    return [dict(CHANNELS).get(channel, channel) for channel in channels]


def _thing(poll: Body) -> Thing:
    here = f"/polls/{poll['poll_id']}"
    return Thing("voting", here, f"/staff{here}", poll["currency"], poll["version"])


def _is_news(done_action: str | None, poll: Body) -> bool:
    """Whether what was done is still worth saying: that the count has begun is not, once it is over."""
    return done_action != "count" or poll["state"] == "counting"


async def _turnout(office: Office, poll_id: str) -> Body | None:
    try:
        found: Body = await office.ask("reporting", "GET", f"/polls/{poll_id}/turnout")
    except (ServiceRefused, ServiceIsUnreachable):
        return None  # nobody has voted yet, or the views are behind: the poll can be controlled all the same
    return found


async def _count(office: Office, poll: Body) -> Body | None:
    """How far the count has come, or what spoke against the last one."""
    if poll["state"] not in ("counting", "closed"):
        return None
    try:
        found: Body = await office.ask("voting", "GET", f"/polls/{poll['poll_id']}/count")
    except ServiceRefused as refused:
        if refused.code != "poll-is-not-counted":
            raise
        return None
    return found


ROUTES = [Route("/staff/polls/{poll_id}", control_poll, methods=["GET", "POST"])]
