"""All staff pages by address. The fixed ones come before those that take a number."""

from gateways.web.staff import health, set_aside, synonyms, webhooks
from gateways.web.staff.decisions import paper as decisions
from gateways.web.staff.decisions import record
from gateways.web.staff.desk import (
    bulk,
    case,
    changes,
    departments,
    desk,
    entry,
    finding,
    notes,
    opinions,
    photos,
    queue,
    taking_back,
    tellings,
    templates,
)
from gateways.web.staff.discussions import case as comment_case
from gateways.web.staff.discussions import queues
from gateways.web.staff.merging import merge, split
from gateways.web.staff.moving_in import imports
from gateways.web.staff.people import accounts as people
from gateways.web.staff.people import acts, codes, integrators, passkeys, roll, second_factor, sign_in
from gateways.web.staff.polls import control as polls
from gateways.web.staff.polls import drafts, rehearsing
from gateways.web.staff.proposals import sheet
from gateways.web.staff.rounds import boundaries, change, new, overview
from gateways.web.staff.sittings import minutes as minutes_of_sittings
from gateways.web.staff.sittings import overview as sittings
from gateways.web.staff.sittings import plan as plan_of_sittings
from gateways.web.staff.sittings import ways as ways_of_sittings
from gateways.web.staff.workflows import actions as actions_of_workflows
from gateways.web.staff.workflows import drafts as drafts_of_workflows
from gateways.web.staff.workflows import of_proposals, working_days
from gateways.web.staff.workflows import overview as workflows
from gateways.web.staff.workflows import states as states_of_workflows

ROUTES = [
    *sheet.ROUTES,
    *sign_in.ROUTES,
    *desk.ROUTES,
    *queue.ROUTES,
    *notes.ROUTES,
    *templates.ROUTES,
    *bulk.ROUTES,
    *taking_back.ROUTES,
    *opinions.ROUTES,
    *departments.ROUTES,
    *entry.ROUTES,
    *tellings.ROUTES,
    *finding.ROUTES,
    *changes.ROUTES,
    *people.ROUTES,
    *integrators.ROUTES,
    *second_factor.ROUTES,
    *passkeys.ROUTES,
    *health.ROUTES,
    *set_aside.ROUTES,
    *synonyms.ROUTES,
    *acts.ROUTES,
    *webhooks.ROUTES,
    *plan_of_sittings.ROUTES,
    *sittings.ROUTES,
    *minutes_of_sittings.ROUTES,
    *ways_of_sittings.ROUTES,
    *record.ROUTES,
    *decisions.ROUTES,
    *workflows.ROUTES,
    *of_proposals.ROUTES,
    *working_days.ROUTES,
    *drafts_of_workflows.ROUTES,
    *states_of_workflows.ROUTES,
    *actions_of_workflows.ROUTES,
    *overview.ROUTES,
    *new.ROUTES,
    *roll.ROUTES,
    *codes.ROUTES,
    *boundaries.ROUTES,
    *imports.ROUTES,
    *change.ROUTES,
    *drafts.ROUTES,
    *rehearsing.ROUTES,
    *polls.ROUTES,
    *photos.ROUTES,
    *merge.ROUTES,
    *split.ROUTES,
    *queues.ROUTES,
    *comment_case.ROUTES,
    *case.ROUTES,
]
