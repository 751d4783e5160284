"""What proposals listens to."""

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
from libs.shared.events.rehearsals import RehearsalEnded, RehearsalOpened, RehearsalPublished
from libs.shared.events.sittings import SittingAnnounced, SittingChanged
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
from libs.shared.events.workflows import WorkflowPublished
from libs.shared.platform.facts.subscriptions import Subscriptions, Unheard
from services.proposals.use_cases.when_boundaries_are_drawn_keep_them import when_boundaries_are_drawn_keep_them
from services.proposals.use_cases.when_idea_is_handed_over_propose_it import when_idea_is_handed_over_propose_it
from services.proposals.use_cases.when_idea_is_reworded_reword_its_proposal import (
    when_idea_is_reworded_reword_its_proposal,
)
from services.proposals.use_cases.when_idea_is_withdrawn_withdraw_its_proposal import (
    when_idea_is_withdrawn_withdraw_its_proposal,
)
from services.proposals.use_cases.when_outcome_is_announced_fund_the_winners import (
    when_outcome_is_announced_fund_the_winners,
)
from services.proposals.use_cases.when_poll_is_cancelled_take_its_projects_off import (
    when_poll_is_cancelled_take_its_projects_off,
)
from services.proposals.use_cases.when_poll_is_published_list_its_projects import (
    when_poll_is_published_list_its_projects,
)
from services.proposals.use_cases.when_project_is_withdrawn_say_so import when_project_is_withdrawn_say_so
from services.proposals.use_cases.when_reason_is_reworded_reword_the_life_line import (
    when_reason_in_a_vote_is_reworded,
    when_reason_of_an_idea_is_reworded,
)
from services.proposals.use_cases.when_round_is_published_keep_it import when_round_is_published_keep_it

SUBSCRIPTIONS: Subscriptions = {
    RoundPublished: when_round_is_published_keep_it,
    RoundChanged: when_round_is_published_keep_it,
    BoundariesDrawn: when_boundaries_are_drawn_keep_them,
    IdeaHandedOver: when_idea_is_handed_over_propose_it,
    IdeaWithdrawn: when_idea_is_withdrawn_withdraw_its_proposal,
    IdeaReasonReworded: when_reason_of_an_idea_is_reworded,
    PollReasonReworded: when_reason_in_a_vote_is_reworded,
    IdeaReworded: when_idea_is_reworded_reword_its_proposal,
    PollPublished: when_poll_is_published_list_its_projects,
    ProjectWithdrawn: when_project_is_withdrawn_say_so,
    PollCancelled: when_poll_is_cancelled_take_its_projects_off,
    OutcomeAnnounced: when_outcome_is_announced_fund_the_winners,
}

UNHEARD: Unheard = {
    "an idea comes as it is handed over, by whatever workflow": (WorkflowPublished,),
    "a proposal is not what sittings deal with": (SittingAnnounced, SittingChanged),
    "what was decided about an idea moves the idea, not this": (DecisionRecorded, DecisionCorrected),
    "a rehearsal is no poll, and nothing of it is real": (RehearsalPublished, RehearsalOpened, RehearsalEnded),
    "this is the service's own news coming back": (PollReworded,),
    "a proposal tells of its poll by its id": (PollRenamed,),
    "an idea that became a proposal is neither merged nor split, and what is merged into it changes no proposal": (
        IdeaMerged,
        IdeaMergeUndone,
        IdeaSplit,
        IdeaSplitUndone,
    ),
    "an idea is no proposal before it is handed over": (IdeaSubmitted, IdeaAccepted, IdeaRejected, IdeaStateChanged),
    "between paper and outcome a vote changes no proposal": (
        PollOpened,
        PollExtended,
        TurnoutAnnounced,
        PollClosed,
        PseudonymsDestroyed,
        PollCounted,
        PollCertified,
    ),
}
