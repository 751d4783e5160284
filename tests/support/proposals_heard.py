"""What proposals tells of a proposal, for tests of whoever hears it."""

from typing import Any, Literal
from uuid import UUID

from libs.shared.events.envelope import Envelope
from libs.shared.events.proposals import (
    ChangesRequested,
    ProposalAccepted,
    ProposalFunded,
    ProposalReasonReworded,
    ProposalRejected,
    ProposalReworded,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.tracking_number import new_tracking_number
from tests.support.answers import Json


class DirectProposal:
    """One that was sent in to the round, and never was an idea."""

    def __init__(self, within: Json, number: str | None = None) -> None:
        self.id, self.number = new_id(), number or new_tracking_number()
        self._about: dict[str, Any] = {"proposal_id": self.id, "idea_id": None}
        fund, round_id = within["funds"][0]["fund_id"], within["round_id"]
        self._more = {"number": self.number, "round_id": UUID(round_id), "fund_id": UUID(fund), "area_id": None}

    def submitted(self) -> ProposalSubmitted:
        """It waits for moderation."""
        return ProposalSubmitted(**self._about, **self._more)

    def accepted(self, title: str = "Swings for all") -> ProposalAccepted:
        """It is public."""
        return ProposalAccepted(**self._about, **self._more, title=title, summary="By the pond.", cost_cents=500)

    def changes_requested(self, reason: str) -> ChangesRequested:
        """It needs changes."""
        return ChangesRequested(**self._about, reason=reason)

    def rejected(self, reason: str) -> ProposalRejected:
        """It is not pursued."""
        return ProposalRejected(**self._about, criterion="not-feasible", reason=reason)

    def withdrawn(self) -> ProposalWithdrawn:
        """Whoever proposed it does not want it any more."""
        return ProposalWithdrawn(**self._about)

    def funded(self) -> ProposalFunded:
        """The vote gave it its money."""
        return ProposalFunded(**self._about, poll_id=new_id(), cost_cents=500)

    def called(self, title: str | None, reason: str | None = None) -> ProposalReworded:
        """Everybody reads this of it from now on; words were taken down if there is a reason."""
        return ProposalReworded(proposal_id=self.id, title=title, summary=title and "By the pond.", reason=reason)

    def corrected(self, what: Literal["title", "text"], title: str = "Swings for all") -> ProposalReworded:
        """The office corrected its title or its text."""
        return ProposalReworded(proposal_id=self.id, title=title, summary="At the pond.", corrected=what)

    def said_otherwise(self, told: Envelope, words: str, reason: str) -> ProposalReasonReworded:
        """The reason in that news was taken down: it says these words from now on."""
        which = {"event_id": told.id, "event_type": told.type, "told_at": told.time, "field": "reason"}
        return ProposalReasonReworded.model_validate(self._about | which | {"words": words, "reason": reason})
