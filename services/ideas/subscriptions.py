"""What ideas listens to."""

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
from libs.shared.events.rehearsals import RehearsalEnded, RehearsalOpened, RehearsalPublished
from libs.shared.events.voting import (
    OutcomeAnnounced,
    PollCancelled,
    PollCertified,
    PollClosed,
    PollCounted,
    PollExtended,
    PollOpened,
    PollPublished,
    PollReasonReworded,
    PollRenamed,
    PollReworded,
    ProjectWithdrawn,
    PseudonymsDestroyed,
    TurnoutAnnounced,
)
from libs.shared.platform.facts.subscriptions import Subscriptions, Unheard
from services.ideas.use_cases.when_poll_moves_know_it import (
    when_outcome_is_announced_know_it,
    when_poll_is_cancelled_let_its_round_go,
    when_poll_is_extended_know_its_end,
    when_poll_is_published_know_it,
    when_poll_is_renamed_call_it_so,
)
from services.ideas.use_cases.when_project_is_withdrawn_say_so import when_project_is_withdrawn_say_so
from services.ideas.use_cases.when_proposal_is_reworded_reword_its_idea import (
    when_proposal_is_reworded_reword_its_idea,
)
from services.ideas.use_cases.when_proposal_moves_move_its_idea import when_proposal_moves_move_its_idea
from services.ideas.use_cases.when_proposals_reason_is_reworded_reword_its_idea import (
    when_proposals_reason_is_reworded_reword_its_idea,
    when_reason_in_a_vote_is_reworded_reword_its_idea,
)

SUBSCRIPTIONS: Subscriptions = {
    ProposalSubmitted: when_proposal_moves_move_its_idea,
    ProposalAccepted: when_proposal_moves_move_its_idea,
    ChangesRequested: when_proposal_moves_move_its_idea,
    ProposalAppealed: when_proposal_moves_move_its_idea,
    AppealDecided: when_proposal_moves_move_its_idea,
    ProposalRejected: when_proposal_moves_move_its_idea,
    ProposalWithdrawn: when_proposal_moves_move_its_idea,
    ProposalListed: when_proposal_moves_move_its_idea,
    ProposalFunded: when_proposal_moves_move_its_idea,
    ProposalNotFunded: when_proposal_moves_move_its_idea,
    ProposalReworded: when_proposal_is_reworded_reword_its_idea,
    ProposalReasonReworded: when_proposals_reason_is_reworded_reword_its_idea,
    ProjectWithdrawn: when_project_is_withdrawn_say_so,
    PollReasonReworded: when_reason_in_a_vote_is_reworded_reword_its_idea,
    PollPublished: when_poll_is_published_know_it,
    PollRenamed: when_poll_is_renamed_call_it_so,
    PollExtended: when_poll_is_extended_know_its_end,
    PollCancelled: when_poll_is_cancelled_let_its_round_go,
    OutcomeAnnounced: when_outcome_is_announced_know_it,
}

UNHEARD: Unheard = {
    "a rehearsal is no poll, and nothing of it is real": (RehearsalPublished, RehearsalOpened, RehearsalEnded),
    "an offer is to the proposal, not to the idea that it was": (
        OfferMade,
        OfferAccepted,
        OfferDeclined,
        OfferWithdrawn,
        OfferLapsed,
        OfferCommitted,
        OfferReworded,
    ),
    "a calendar names no project": (PollReworded,),
    "a calendar must hold a poll from its publishing on, whatever it has come to": (
        PollOpened,
        TurnoutAnnounced,
        PollClosed,
        PseudonymsDestroyed,
        PollCounted,
        PollCertified,
    ),
}
