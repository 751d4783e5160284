"""Offers as they are sent in and shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field

from libs.shared.kernel.contact import Contact
from libs.shared.kernel.own_words import Original
from libs.shared.kernel.version import version_of
from libs.shared.kernel.words import in_language
from libs.shared.platform.api.contact_bodies import ContactBody, ShownContact
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.original_bodies import OriginalBody, original_bodies
from libs.shared.platform.api.typed import WHOLE, Paragraphs
from services.proposals.domain.offer import Offer, OfferKind, Unit
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW
from services.proposals.use_cases.make_offer import MakeOffer


def _spelt_out(unit: object) -> object:
    return "hours" if unit == "h" else unit


class NewOffer(BaseModel):
    """What somebody would contribute.

    Of time and skill the quantity is hours, worth the round's hourly value. Money says how much in ``value_cents``.
    """

    kind: OfferKind
    quantity: Annotated[int, Field(ge=1, le=100_000)] = 1
    unit: Annotated[Unit | None, BeforeValidator(_spelt_out)] = None
    words: Paragraphs
    value_cents: Annotated[int, Field(ge=0, le=10**12, strict=True), WHOLE] | None = None
    when: Annotated[Paragraphs, Field(max_length=300)] | None = None
    contact: ContactBody
    language: Language = "en"
    submission_id: UUID | None = None

    def command(self, proposal: str) -> MakeOffer:
        """What is asked for."""
        return MakeOffer(
            proposal,
            self.kind,
            self.quantity,
            self.words,
            self.contact.as_contact(),
            self.unit,
            self.value_cents,
            self.when,
            self.language,
            self.submission_id,
        )


class OfferBody(BaseModel):
    """An offer. Its words are public once it is accepted.

    Send its ``version`` as ``If-Match`` with an action that was decided by it.
    """

    offer_id: UUID
    version: str | None
    proposal_id: UUID
    kind: OfferKind
    quantity: int
    unit: str
    value_cents: int
    words: str | None
    when: str | None
    state: str
    state_label: str
    reason: str | None = None
    made_at: datetime
    contact: ShownContact | None = None
    originals: list[OriginalBody] = []

    @classmethod
    def of(
        cls,
        offer: Offer,
        contact: Contact | None,
        language: Language,
        *,
        shows_words: bool,
        originals: Sequence[Original] = (),
    ) -> Self:
        """The offer as a body."""
        state = OFFER_WORKFLOW.state(offer.state)
        return cls(
            offer_id=offer.offer_id,
            version=version_of(offer) if shows_words else None,
            proposal_id=offer.proposal_id,
            kind=offer.kind,
            quantity=offer.quantity,
            unit=offer.unit,
            value_cents=offer.value_cents,
            words=offer.words if shows_words or state.is_public else None,
            when=offer.when if shows_words or state.is_public else None,
            state=offer.state,
            state_label=in_language(state.label, language),
            reason=offer.reason if shows_words else None,
            made_at=offer.made_at,
            contact=ShownContact.of(contact),
            originals=original_bodies(originals),
        )


class MadeOffer(OfferBody):
    """A new offer with the key to it: whoever sends it as X-Offer-Key may commit to it or withdraw it."""

    key: str
