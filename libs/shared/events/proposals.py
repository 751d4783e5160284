"""What ``services/proposals`` announces: the life of proposals, and of co-production offers on them."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from libs.shared.events.envelope import Audience, Event
from libs.shared.events.reasons import ReasonReworded
from libs.shared.events.words import IdeaWords, Location, OfferKind, located, replaced


class _AboutAProposal(Event):
    audience: ClassVar[Audience] = "public"

    proposal_id: UUID

    @property
    def key(self) -> UUID:
        return self.proposal_id


class ProposalSubmitted(_AboutAProposal):
    """A proposal waits for moderation, from an idea or directly."""

    type: ClassVar[str] = "proposals.proposal-submitted.v1"
    audience: ClassVar[Audience] = "integrator"

    number: str
    round_id: UUID
    fund_id: UUID
    idea_id: UUID | None
    area_id: UUID | None


class ProposalAccepted(_AboutAProposal):
    """The proposal may stand on a ballot paper."""

    type: ClassVar[str] = "proposals.proposal-accepted.v1"

    number: str
    round_id: UUID
    fund_id: UUID
    idea_id: UUID | None
    area_id: UUID | None
    title: str
    summary: str
    cost_cents: int
    committed_cents: int = 0
    place: str | None = None
    location: Location | None = None


class ChangesRequested(_AboutAProposal):
    """The proposer was asked to change something, for a public reason."""

    type: ClassVar[str] = "proposals.changes-requested.v1"

    idea_id: UUID | None
    reason: str


class ProposalRejected(_AboutAProposal):
    """The proposal was turned down: which criterion it failed, and a public reason."""

    type: ClassVar[str] = "proposals.proposal-rejected.v1"

    idea_id: UUID | None
    criterion: str
    reason: str


class ProposalAppealed(_AboutAProposal):
    """Whoever made a proposal that was turned down asks for another look: somebody else decides."""

    type: ClassVar[str] = "proposals.proposal-appealed.v1"

    idea_id: UUID | None


class AppealDecided(_AboutAProposal):
    """Somebody else has looked at a refusal again: it stands, or the proposal is examined anew; and a public reason."""

    type: ClassVar[str] = "proposals.appeal-decided.v1"

    idea_id: UUID | None
    is_upheld: bool = Field(description="Whether the refusal stands; else the proposal waits for moderation again.")
    reason: str


class ProposalWithdrawn(_AboutAProposal):
    """Whoever suggested what became the proposal does not want it any more."""

    type: ClassVar[str] = "proposals.proposal-withdrawn.v1"

    idea_id: UUID | None


class ProposalListed(_AboutAProposal):
    """The proposal stands on a published ballot paper."""

    type: ClassVar[str] = "proposals.proposal-listed.v1"

    idea_id: UUID | None
    poll_id: UUID


class ProposalFunded(_AboutAProposal):
    """The vote gave the proposal its money."""

    type: ClassVar[str] = "proposals.proposal-funded.v1"

    idea_id: UUID | None
    poll_id: UUID
    cost_cents: int


class ProposalNotFunded(_AboutAProposal):
    """The vote did not give the proposal its money."""

    type: ClassVar[str] = "proposals.proposal-not-funded.v1"

    idea_id: UUID | None
    poll_id: UUID


class ProposalReworded(_AboutAProposal):
    """From now on everybody reads these words of it, or none: whoever keeps words of before replaces them.

    Words were corrected, or taken down for the reason; with ``idea_id`` those of the idea that it was went with them:
    it says the same now, or ``idea_words``. How the idea that it ``came_from`` was first written goes with what is
    taken down. ``corrected`` says what of it staff corrected.
    The events of before are told without the former words, too.
    """

    type: ClassVar[str] = "proposals.proposal-reworded.v1"
    rewords: ClassVar[bool] = True

    idea_id: UUID | None = None
    idea_words: IdeaWords | None = None
    title: str | None
    summary: str | None
    place: str | None = None
    location: Location | None = None
    reason: str | None = None
    came_from: UUID | None = None
    corrected: Literal["title", "text"] | None = None

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        own = {"title": self.title, "summary": self.summary, "place": self.place}
        return located(replaced(data, own), self.location)


class ProposalReasonReworded(_AboutAProposal, ReasonReworded):
    """Words of the town hall about the proposal were taken down from its life line."""

    type: ClassVar[str] = "proposals.proposal-reason-reworded.v1"

    idea_id: UUID | None = None


class _AboutAnOffer(Event):
    offer_id: UUID
    proposal_id: UUID

    @property
    def key(self) -> UUID:
        # An offer and its proposal keep one order: the council's cost depends on both.
        return self.proposal_id


class OfferMade(_AboutAnOffer):
    """Somebody offers to contribute to a proposal. Who and in which words is not told before it is accepted."""

    type: ClassVar[str] = "offers.offer-made.v1"

    round_id: UUID
    kind: OfferKind
    quantity: int
    unit: str
    value_cents: int


class OfferAccepted(_AboutAnOffer):
    """The council takes the offer."""

    type: ClassVar[str] = "offers.offer-accepted.v1"


class OfferDeclined(_AboutAnOffer):
    """The council does not take the offer, for a reason."""

    type: ClassVar[str] = "offers.offer-declined.v1"

    reason: str


class OfferWithdrawn(_AboutAnOffer):
    """Whoever made the offer took it back before it was committed."""

    type: ClassVar[str] = "offers.offer-withdrawn.v1"


class OfferLapsed(_AboutAnOffer):
    """The proposal ended before the offer was committed, so nobody needs it any more."""

    type: ClassVar[str] = "offers.offer-lapsed.v1"


class OfferCommitted(_AboutAnOffer):
    """Both sides stand by the offer: its value lowers the council's cost."""

    type: ClassVar[str] = "offers.offer-committed.v1"
    audience: ClassVar[Audience] = "public"

    value_cents: int


class OfferReworded(_AboutAnOffer):
    """Words of the offer, or of the answer to it, were taken down for the reason: whoever keeps them asks anew.

    The words of an offer are in no event. With ``answer`` the reason why it was declined is this one from now on.
    """

    type: ClassVar[str] = "offers.offer-reworded.v1"
    rewords: ClassVar[bool] = True

    answer: str | None = None
    reason: str

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        is_its_answer = data.get("offer_id") == str(self.offer_id) and set(data) == {
            "offer_id",
            "proposal_id",
            "reason",
        }
        is_told_anew = data.get("offer_id") == str(self.offer_id) and data.get("answer") is not None
        said = {"reason": self.answer} if is_its_answer else {"answer": self.answer} if is_told_anew else {}
        return dict(data) | (said if self.answer else {})
