"""What voting listens to."""

from libs.shared.events.decisions import DecisionCorrected, DecisionRecorded
from libs.shared.events.ideas import (
    BoundariesDrawn,
    IdeaAccepted,
    IdeaHandedOver,
    IdeaMerged,
    IdeaMergeUndone,
    IdeaReasonReworded,
    IdeaRejected,
    IdeaReworded,
    IdeaSplit,
    IdeaSplitUndone,
    IdeaStateChanged,
    IdeaSubmitted,
    IdeaWithdrawn,
    RoundChanged,
    RoundPublished,
)
from libs.shared.events.proposals import (
    AppealDecided,
    ChangesRequested,
    OfferAccepted,
    OfferCommitted,
    OfferDeclined,
    OfferLapsed,
    OfferMade,
    OfferReworded,
    OfferWithdrawn,
    ProposalAccepted,
    ProposalAppealed,
    ProposalFunded,
    ProposalListed,
    ProposalNotFunded,
    ProposalReasonReworded,
    ProposalRejected,
    ProposalReworded,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from libs.shared.events.rehearsals import RehearsalKeyDestroyed
from libs.shared.events.residents import PollKeyDestroyed, RollImported
from libs.shared.events.sittings import SittingAnnounced, SittingChanged
from libs.shared.events.workflows import WorkflowPublished
from libs.shared.platform.facts.subscriptions import Subscriptions, Unheard
from services.voting.use_cases.news.when_offer_is_committed_lower_the_cost import when_offer_is_committed_lower_the_cost
from services.voting.use_cases.news.when_poll_key_is_destroyed_know_how_many_codes_were_used import (
    when_poll_key_is_destroyed_know_how_many_codes_were_used,
)
from services.voting.use_cases.news.when_proposal_is_accepted_know_it import when_proposal_is_accepted_know_it
from services.voting.use_cases.news.when_proposal_is_rejected_strike_it import when_proposal_is_rejected_strike_it
from services.voting.use_cases.news.when_proposal_is_reworded_reword_its_papers import (
    when_proposal_is_reworded_reword_its_papers,
)
from services.voting.use_cases.news.when_proposal_is_withdrawn_strike_it import when_proposal_is_withdrawn_strike_it
from services.voting.use_cases.news.when_roll_is_imported_know_how_many_may_vote import (
    when_roll_is_imported_know_how_many_may_vote,
)
from services.voting.use_cases.news.when_round_is_published_know_its_funds import when_round_is_published_know_its_funds

SUBSCRIPTIONS: Subscriptions = {
    RoundPublished: when_round_is_published_know_its_funds,
    RoundChanged: when_round_is_published_know_its_funds,
    ProposalAccepted: when_proposal_is_accepted_know_it,
    ProposalRejected: when_proposal_is_rejected_strike_it,
    ProposalWithdrawn: when_proposal_is_withdrawn_strike_it,
    ProposalReworded: when_proposal_is_reworded_reword_its_papers,
    OfferCommitted: when_offer_is_committed_lower_the_cost,
    RollImported: when_roll_is_imported_know_how_many_may_vote,
    PollKeyDestroyed: when_poll_key_is_destroyed_know_how_many_codes_were_used,
    RehearsalKeyDestroyed: when_poll_key_is_destroyed_know_how_many_codes_were_used,
}

UNHEARD: Unheard = {
    "a paper holds proposals, whatever way their ideas went": (WorkflowPublished,),
    "a ballot names areas, wherever they end": (BoundariesDrawn,),
    "a vote is not what sittings deal with": (SittingAnnounced, SittingChanged),
    "what was decided about an idea moves the idea, not this": (DecisionRecorded, DecisionCorrected),
    "a paper holds proposals; ideas reach it through them": (
        IdeaSubmitted,
        IdeaAccepted,
        IdeaRejected,
        IdeaWithdrawn,
        IdeaHandedOver,
        IdeaMerged,
        IdeaMergeUndone,
        IdeaSplit,
        IdeaSplitUndone,
        IdeaReworded,
        IdeaReasonReworded,
        IdeaStateChanged,
    ),
    "a paper says nothing of why a proposal stands where it stands": (ProposalReasonReworded,),
    "a proposal that is not accepted may not stand on a paper": (
        ProposalSubmitted,
        ChangesRequested,
        ProposalAppealed,
        AppealDecided,
    ),
    "this is voting's own news coming back": (ProposalListed, ProposalFunded, ProposalNotFunded),
    "only what both sides stand by lowers a cost": (
        OfferMade,
        OfferAccepted,
        OfferDeclined,
        OfferWithdrawn,
        OfferLapsed,
        OfferReworded,
    ),
}
