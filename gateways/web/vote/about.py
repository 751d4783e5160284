"""What the projects on a paper are about, for the voter to unfold. Voting knows their titles and costs alone."""

from dataclasses import dataclass

from starlette.requests import Request

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.rounds.areas import area_names
from gateways.web.vote.polls import is_advice

_A_PAGE = 100
_MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class About:
    """What a voter may want to know of a project.

    Attributes:
        number: of its page; none of an option, which has no page.
        area: its part of town, if it has one.
        whole_cost_cents: before help; the paper has what the council pays.
    """

    number: str
    summary: str | None
    area: str | None
    whole_cost_cents: int | None


async def about_projects(request: Request, poll: Json) -> dict[str, About]:
    """By proposal id; what cannot be had now is left out, for one can vote without it."""
    areas, found = await areas_named(request, poll), dict[str, About]()
    if is_advice(poll):  # its options have no pages of their own
        return {one["proposal_id"]: About("", None, areas.get(one["area_id"] or ""), None) for one in poll["projects"]}
    try:
        for page in range(1, _MOST_PAGES + 1):
            answer = await services_of(request).proposals.proposals(
                round_id=poll["round_id"], fund_id=poll["fund_id"], limit=_A_PAGE, page=page
            )
            found |= {one["proposal_id"]: _about(one, areas) for one in answer["items"]}
            if page >= answer["pages"]:
                break
    except (ServiceIsUnreachable, ServiceRefused):
        return found
    return found


def _about(proposal: Json, areas: dict[str, str]) -> About:
    is_helped = bool(proposal.get("committed_cents"))
    whole = proposal["cost_cents"] if is_helped else None
    return About(proposal["number"], proposal["summary"], areas.get(proposal.get("area_id") or ""), whole)


async def areas_named(request: Request, poll: Json) -> dict[str, str]:
    """The names of the round's areas; none of them if they cannot be had now."""
    try:
        return area_names(await services_of(request).ideas.round(poll["round_id"]))
    except (ServiceIsUnreachable, ServiceRefused):
        return {}
