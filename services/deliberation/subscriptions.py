"""What deliberation listens to."""

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
from libs.shared.events.sittings import SittingAnnounced, SittingChanged
from libs.shared.events.workflows import WorkflowPublished
from libs.shared.platform.facts.subscriptions import Subscriptions, Unheard
from services.deliberation.use_cases.when_it_becomes_public_open_its_discussion import (
    when_idea_is_accepted_open_its_discussion,
    when_proposal_is_accepted_open_its_discussion,
)
from services.deliberation.use_cases.when_it_ends_close_its_discussion import (
    when_idea_is_merged_close_its_discussion,
    when_idea_is_rejected_close_its_discussion,
    when_idea_is_reworded_show_its_discussion_or_not,
    when_idea_is_split_close_its_discussion,
    when_idea_is_withdrawn_close_its_discussion,
    when_merge_is_undone_open_its_discussion_again,
    when_proposal_is_listed_open_its_discussion_again,
    when_proposal_is_rejected_close_its_discussion,
    when_proposal_is_reworded_show_its_discussion_or_not,
    when_proposal_is_withdrawn_close_its_discussion,
    when_split_is_undone_open_its_discussion_again,
)

SUBSCRIPTIONS: Subscriptions = {
    IdeaAccepted: when_idea_is_accepted_open_its_discussion,
    IdeaRejected: when_idea_is_rejected_close_its_discussion,
    IdeaWithdrawn: when_idea_is_withdrawn_close_its_discussion,
    IdeaMerged: when_idea_is_merged_close_its_discussion,
    IdeaMergeUndone: when_merge_is_undone_open_its_discussion_again,
    IdeaSplit: when_idea_is_split_close_its_discussion,
    IdeaSplitUndone: when_split_is_undone_open_its_discussion_again,
    IdeaReworded: when_idea_is_reworded_show_its_discussion_or_not,
    ProposalAccepted: when_proposal_is_accepted_open_its_discussion,
    ProposalListed: when_proposal_is_listed_open_its_discussion_again,
    ProposalRejected: when_proposal_is_rejected_close_its_discussion,
    ProposalWithdrawn: when_proposal_is_withdrawn_close_its_discussion,
    ProposalReworded: when_proposal_is_reworded_show_its_discussion_or_not,
}

UNHEARD: Unheard = {
    "what is discussed is an idea, not the way that it goes": (WorkflowPublished,),
    "what a sitting deals with is discussed all the same": (SittingAnnounced, SittingChanged),
    "a decision moves its ideas, and they say so themselves": (DecisionRecorded, DecisionCorrected),
    "a discussion belongs to no round and to no area": (RoundPublished, RoundChanged, BoundariesDrawn),
    "nobody discusses in public what is not public yet": (IdeaSubmitted, ProposalSubmitted, ChangesRequested),
    "an idea is discussed until its proposal is public, and funded or not a project still is": (
        IdeaHandedOver,
        IdeaStateChanged,
        ProposalFunded,
        ProposalNotFunded,
    ),
    "what was refused is discussed again when it is accepted after all": (ProposalAppealed, AppealDecided),
    "words of the town hall about a thing are not kept here": (IdeaReasonReworded, ProposalReasonReworded),
    "what is discussed is the proposal, and not who helps with it": (
        OfferMade,
        OfferAccepted,
        OfferDeclined,
        OfferWithdrawn,
        OfferLapsed,
        OfferCommitted,
        OfferReworded,
    ),
}
