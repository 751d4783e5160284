"""Co-production offers over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.staff import Staff, StaffIfAny, roles_of, signed_in
from libs.shared.platform.access.submissions import one_more_submission
from libs.shared.platform.access.visitors import demand_somebody
from libs.shared.platform.api.languages import Language, ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body, whole_list
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.proposals.api.offer_bodies import MadeOffer, NewOffer, OfferBody
from services.proposals.api.visitors import OfferVisitor
from services.proposals.use_cases.make_offer import make_offer
from services.proposals.use_cases.see_offer import SeenOffer, see_offer
from services.proposals.use_cases.see_offers import SeenOffers, list_offers
from services.proposals.use_cases.see_proposal import see_proposal
from services.proposals.use_cases.take_offer_action import TakeOfferAction, offered_offer_actions, take_offer_action

router = APIRouter(prefix="/api/proposals/v1", tags=["offers"])

_States = Annotated[list[str] | None, Query()]


@router.post("/proposals/{number}/offers", status_code=201, dependencies=[Depends(one_more_submission)])
async def new_offer(
    number: str,
    body: NewOffer,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> MadeOffer:
    """Offer to contribute to a proposal. The answer holds the ``key`` to the offer, which is shown this once."""
    offer, key = await make_offer(body.command(number), runtime.database, runtime.clock)
    shown = OfferBody.of(offer, None, language, shows_words=True)
    return MadeOffer(**shown.model_dump(), key=key)


@router.get("/proposals/{number}/offers")
async def offers_of_proposal(
    number: str,
    page: WantedChanges,
    staff: StaffIfAny,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
    state: _States = None,
) -> ListBody[OfferBody]:
    """The proposal's offers, oldest first. One that is declined or withdrawn leaves the list; its event says so."""
    roles = roles_of(staff)
    seen = await see_proposal(number, Visitor(roles), database)
    found = await list_offers(state or [], page, roles, database, seen.proposal.proposal_id)
    return list_body(_bodies(found, language, is_staff=bool(roles)), found.found, page)


@router.get("/offers")
async def all_offers(
    page: WantedChanges,
    staff: Annotated[Staff, Depends(signed_in)],
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
    state: _States = None,
) -> ListBody[OfferBody]:
    """All offers, oldest first, for staff."""
    found = await list_offers(state or [], page, staff.roles, database)
    return list_body(_bodies(found, language, is_staff=True), found.found, page)


@router.get("/offers/{offer_id}")
async def one_offer(
    offer_id: UUID, visitor: OfferVisitor, language: ReadLanguage, database: Annotated[Database, Depends(database_of)]
) -> OfferBody:
    """The offer; with its X-Offer-Key also when it is not public."""
    return _body(await see_offer(offer_id, visitor, database), language)


@router.get("/offers/{offer_id}/actions")
async def possible_offer_actions(
    offer_id: UUID, visitor: OfferVisitor, language: ReadLanguage, database: Annotated[Database, Depends(database_of)]
) -> ListBody[ActionBody]:
    """What you can do with the offer now, and what each action asks for."""
    demand_somebody(visitor)
    actions, offer = await offered_offer_actions(offer_id, visitor, database)
    return whole_list(offered(actions, {}, language, offer))


@router.post("/offers/{offer_id}/actions")
async def act_on_offer(
    offer_id: UUID,
    body: ActionRequest,
    visitor: OfferVisitor,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> OfferBody:
    """Do it. If somebody else was quicker the answer is 409 ``state-has-changed``."""
    demand_somebody(visitor)
    command = TakeOfferAction(offer_id, body.action, visitor, body.fields, seen)
    await take_offer_action(command, runtime.database, runtime.clock)
    return _body(await see_offer(offer_id, visitor, runtime.database), language)


def _body(seen: SeenOffer, language: Language) -> OfferBody:
    return OfferBody.of(seen.offer, seen.contact, language, shows_words=seen.shows_words, originals=seen.originals)


def _bodies(seen: SeenOffers, language: Language, *, is_staff: bool) -> list[OfferBody]:
    return [
        OfferBody.of(offer, seen.contacts.get(offer.offer_id), language, shows_words=is_staff)
        for offer in seen.found.items
    ]
