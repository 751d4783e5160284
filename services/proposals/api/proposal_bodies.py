"""Proposals as they are sent in and shown."""

from collections.abc import Collection
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from libs.shared.kernel.key import Visitor
from libs.shared.platform.api.contact_bodies import ContactBody, ShownContact
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.location_bodies import LocationBody
from libs.shared.platform.api.original_bodies import OriginalBody, original_bodies
from libs.shared.platform.api.photo_bodies import PhotoBody
from libs.shared.platform.api.typed import Amount, Line, Paragraphs, Title
from libs.shared.platform.api.workflow_bodies import LineBody, life_line, standing_in
from services.proposals.api.offer_bodies import OfferBody
from services.proposals.api.sheet_bodies import SeenConflictBody, SheetBody
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.use_cases.revise_proposal import ReviseProposal
from services.proposals.use_cases.see_proposal import SeenProposal
from services.proposals.use_cases.submit_proposal import SubmitProposal

_OWN_WORDS = ("title", "summary", "place", "location")


class RevisedProposal(BaseModel):
    """What a proposal is to say."""

    title: Title
    summary: Paragraphs
    cost_cents: Amount | None = None
    area_id: UUID | None = None
    place: Line | None = None
    location: LocationBody | None = None

    def revision(self, proposal: str, visitor: Visitor, seen: Collection[str]) -> ReviseProposal:
        """What is asked for."""
        location = self.location.as_location() if self.location else None
        return ReviseProposal(
            proposal, visitor, self.title, self.summary, self.cost_cents, self.area_id, self.place, seen, location
        )


class NewProposal(RevisedProposal):
    """What somebody proposes. With a ``contact`` they are told what becomes of it, in the ``language``."""

    round_id: UUID
    fund_id: UUID
    contact: ContactBody | None = None
    language: Language = "en"
    submission_id: UUID | None = None

    def command(self) -> SubmitProposal:
        """What is asked for."""
        return SubmitProposal(
            self.round_id,
            self.fund_id,
            self.title,
            self.summary,
            self.cost_cents,
            self.area_id,
            self.place,
            self.contact.as_contact() if self.contact else None,
            self.submission_id,
            self.location.as_location() if self.location else None,
            self.language,
        )


class FirstWordsBody(BaseModel):
    """How a proposal was first written."""

    title: str
    summary: str


class ProposalItem(BaseModel):
    """A proposal in a list. Before it is public its own words are left out."""

    proposal_id: UUID
    number: str
    round_id: UUID
    fund_id: UUID
    idea_id: UUID | None
    idea_number: str | None
    title: str | None
    summary: str | None
    area_id: UUID | None
    place: str | None
    state: str
    state_label: str
    submitted_at: datetime
    due_at: datetime | None
    cost_cents: int | None
    committed_cents: int
    needs: str | None = None
    council_cost_cents: int | None
    criterion: str | None
    reason: str | None
    poll_id: UUID | None
    location: LocationBody | None

    @classmethod
    def of(cls, proposal: Proposal, language: Language, *, shows_words: bool = True) -> Self:
        """The proposal as a body."""
        return cls.model_validate(_item(proposal, language, shows_words=shows_words))


class ProposalBody(ProposalItem):
    """A proposal with its life line and what is offered to it.

    Send its ``version`` as ``If-Match`` with an action that was decided by it. ``appeal`` is what whoever proposed it
    says against its refusal, for staff and for whoever sends its X-Edit-Key; ``was_appealed`` tells everybody that it
    was, which can be done once. ``conflicts`` are those that its sheet names, then those whose sheet names it.
    """

    version: str | None
    life_line: list[LineBody]
    offers: list[OfferBody]
    contact: ShownContact | None = None
    originals: list[OriginalBody] = []
    sheet: SheetBody | None
    photos: list[PhotoBody] = []
    takes_photos: bool = Field(description="Whether whoever holds its key may add photos now.")
    first_words: FirstWordsBody | None = Field(
        default=None,
        description="How it was first written, if staff corrected it since: for everybody who may read its words.",
    )
    conflicts: list[SeenConflictBody]
    was_appealed: bool
    appeal: str | None = None

    @classmethod
    def of_seen(cls, seen: SeenProposal, language: Language) -> Self:
        """The proposal as whoever asks may see it."""
        return cls.model_validate(_body(seen, language, shows_words=seen.shows_words))


class SubmittedProposal(ProposalBody):
    """A new proposal with the key to it: whoever sends it as X-Edit-Key may change it when changes are requested."""

    edit_key: str

    @classmethod
    def of_new(cls, seen: SeenProposal, edit_key: str, language: Language) -> Self:
        """The new proposal as whoever sent it in sees it."""
        return cls.model_validate(_body(seen, language, shows_words=True) | {"edit_key": edit_key})


def _body(seen: SeenProposal, language: Language, *, shows_words: bool) -> dict[str, object]:
    offers = [
        OfferBody.of(offer, seen.contacts.get(offer.offer_id), language, shows_words=seen.is_for_staff)
        for offer in seen.offers
    ]
    return _item(seen.proposal, language, shows_words=shows_words) | {
        "version": seen.version,
        "life_line": life_line(seen.life_line, language),
        "offers": offers,
        "contact": ShownContact.of(seen.contacts.get(seen.proposal.proposal_id)),
        "originals": original_bodies(seen.originals),
        "first_words": FirstWordsBody(title=first.title, summary=first.text) if (first := seen.first_words) else None,
        "sheet": SheetBody.of(sheet) if shows_words and (sheet := seen.proposal.sheet) else None,
        "photos": [PhotoBody.of(photo) for photo in seen.photos],
        "takes_photos": seen.proposal.takes_photos,
        "conflicts": [SeenConflictBody.model_validate(one) for one in seen.conflicts],
        "was_appealed": seen.proposal.appeal is not None,
        "appeal": seen.proposal.appeal if seen.shows_appeal else None,
    }


def _item(proposal: Proposal, language: Language, *, shows_words: bool) -> dict[str, object]:
    hidden = () if shows_words else _OWN_WORDS
    return standing_in(WORKFLOW, proposal, ProposalItem, language, hidden)
