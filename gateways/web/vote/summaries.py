"""What the projects on a paper are about, for the voter to unfold. Voting knows their titles alone."""

from starlette.requests import Request

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of

_A_PAGE = 100
_MOST_PAGES = 10


async def summaries_of(request: Request, poll: Json) -> dict[str, str]:
    """The summaries by proposal id; none if they cannot be had now, for one can vote without them."""
    found: dict[str, str] = {}
    try:
        for page in range(1, _MOST_PAGES + 1):
            answer = await services_of(request).proposals.proposals(
                round_id=poll["round_id"], fund_id=poll["fund_id"], per_page=_A_PAGE, page=page
            )
            found |= {proposal["proposal_id"]: proposal["summary"] for proposal in answer["items"]}
            if page >= answer["pages"]:
                break
    except (ServiceIsUnreachable, ServiceRefused):
        return found
    return found
