"""What voting listens to."""

from libs.shared.events.ideas import (
    IdeaAccepted,
    IdeaHandedOver,
    IdeaRejected,
    IdeaStateChanged,
    IdeaSubmitted,
    RoundChanged,
    RoundPublished,
)
from libs.shared.events.proposals import (
    ChangesRequested,
    OfferAccepted,
    OfferCommitted,
    OfferDeclined,
    OfferMade,
    OfferWithdrawn,
    ProposalAccepted,
    ProposalFunded,
    ProposalListed,
    ProposalNotFunded,
    ProposalRejected,
    ProposalSubmitted,
)
from libs.shared.platform.facts.subscriptions import Subscriptions, Unheard
from services.voting.use_cases.when_offer_is_committed_lower_the_cost import when_offer_is_committed_lower_the_cost
from services.voting.use_cases.when_proposal_is_accepted_know_it import when_proposal_is_accepted_know_it
from services.voting.use_cases.when_proposal_is_rejected_strike_it import when_proposal_is_rejected_strike_it
from services.voting.use_cases.when_round_is_published_know_its_funds import when_round_is_published_know_its_funds

SUBSCRIPTIONS: Subscriptions = {
    RoundPublished: when_round_is_published_know_its_funds,
    RoundChanged: when_round_is_published_know_its_funds,
    ProposalAccepted: when_proposal_is_accepted_know_it,
    ProposalRejected: when_proposal_is_rejected_strike_it,
    OfferCommitted: when_offer_is_committed_lower_the_cost,
}

UNHEARD: Unheard = {
    "a paper holds proposals; ideas reach it through them": (
        IdeaSubmitted,
        IdeaAccepted,
        IdeaRejected,
        IdeaHandedOver,
        IdeaStateChanged,
    ),
    "a proposal that is not accepted may not stand on a paper": (ProposalSubmitted, ChangesRequested),
    "this is voting's own news coming back": (ProposalListed, ProposalFunded, ProposalNotFunded),
    "only what both sides stand by lowers a cost": (OfferMade, OfferAccepted, OfferDeclined, OfferWithdrawn),
}
