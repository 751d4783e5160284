"""What voting listens to."""

from libs.shared.events.ideas import RoundPublished
from libs.shared.events.proposals import OfferCommitted, ProposalAccepted, ProposalRejected
from libs.shared.platform.facts.subscriptions import Subscriptions
from services.voting.use_cases.when_offer_is_committed_lower_the_cost import when_offer_is_committed_lower_the_cost
from services.voting.use_cases.when_proposal_is_accepted_know_it import when_proposal_is_accepted_know_it
from services.voting.use_cases.when_proposal_is_rejected_strike_it import when_proposal_is_rejected_strike_it
from services.voting.use_cases.when_round_is_published_know_its_funds import when_round_is_published_know_its_funds

SUBSCRIPTIONS: Subscriptions = {
    RoundPublished: when_round_is_published_know_its_funds,
    ProposalAccepted: when_proposal_is_accepted_know_it,
    ProposalRejected: when_proposal_is_rejected_strike_it,
    OfferCommitted: when_offer_is_committed_lower_the_cost,
}
