"""The one workflow that all proposals go by, as a picture and as tables: to be read, and not to be changed."""

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.staff.workflows.shown import WHO, as_shown
from gateways.web.words.message import say

_WHO = WHO | {
    "holder": say("Whoever proposed it"),
    "events": say("The news of its vote, or of its idea"),
}


@staff_page
async def workflow_of_proposals(office: Office) -> Response:
    """By which states proposals go, who may do what, by which criteria they are refused, and how soon."""
    office.demand(*MODERATION)
    shown = await office.ask("proposals", "GET", "/workflow")
    return office.show("workflows/of_proposals.html", **as_shown(office, shown, _WHO))


ROUTES = [Route("/staff/workflow-of-proposals", workflow_of_proposals)]
