from uuid import uuid4

from libs.shared.events.proposals import OfferAccepted, OfferCommitted, OfferDeclined, OfferMade, OfferWithdrawn
from tests.support.eventually import eventually
from tests.support.facts import a_proposal_submitted, an_offer_made
from tests.support.newsroom import Newsroom


def ids_of(offer: OfferMade) -> dict[str, object]:
    return {"offer_id": offer.offer_id, "proposal_id": offer.proposal_id}


async def test_offers_are_added_up_by_kind_and_unit_as_far_as_they_have_come(newsroom: Newsroom) -> None:
    round_id = uuid4()
    proposal = a_proposal_submitted(round_id, "P-1")
    offered, taken, promised, refused, withdrawn = (an_offer_made(proposal) for _ in range(5))
    gravel = an_offer_made(proposal, kind="material", quantity=3, unit="tonnes", value_cents=9000)

    await newsroom.announce(
        *(proposal, offered, taken, promised, refused, withdrawn, gravel),
        *(OfferAccepted.model_validate(ids_of(one)) for one in (taken, promised, withdrawn)),
        OfferDeclined.model_validate(ids_of(refused) | {"reason": "No need."}),
        OfferWithdrawn.model_validate(ids_of(withdrawn)),
        OfferCommitted.model_validate(ids_of(promised) | {"value_cents": 7000}),
    )

    async def added_up() -> None:
        assert (await newsroom.ask(f"/rounds/{round_id}/ledger"))["by_kind"] == [
            {
                "kind": "material",
                "unit": "tonnes",
                "made": {"count": 1, "quantity": 3, "value_cents": 9000},
                "accepted": {"count": 0, "quantity": 0, "value_cents": 0},
                "committed": {"count": 0, "quantity": 0, "value_cents": 0},
            },
            {
                "kind": "time",
                "unit": "hours",
                "made": {"count": 5, "quantity": 20, "value_cents": 31_000},
                "accepted": {"count": 2, "quantity": 8, "value_cents": 13_000},
                "committed": {"count": 1, "quantity": 4, "value_cents": 7000},
            },
        ]

    await eventually(added_up)
