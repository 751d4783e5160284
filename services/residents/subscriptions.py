"""Which events of others residents listens to."""

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
from services.residents.use_cases.when_poll_ends_destroy_its_key import (
    when_poll_is_cancelled_destroy_its_key,
    when_poll_is_closed_destroy_its_key,
)
from services.residents.use_cases.when_poll_is_published_make_its_key import when_poll_is_published_make_its_key
from services.residents.use_cases.when_poll_opens_issue_permits import when_poll_opens_issue_permits
from services.residents.use_cases.when_rehearsal_moves_follow_it import (
    when_rehearsal_ends_forget_its_codes,
    when_rehearsal_is_published_make_its_key,
    when_rehearsal_opens_issue_permits,
)
from services.residents.use_cases.when_round_is_published_learn_its_areas import (
    when_round_is_published_learn_its_areas,
)

SUBSCRIPTIONS: Subscriptions = {
    RoundPublished: when_round_is_published_learn_its_areas,
    RoundChanged: when_round_is_published_learn_its_areas,
    PollPublished: when_poll_is_published_make_its_key,
    PollOpened: when_poll_opens_issue_permits,
    PollClosed: when_poll_is_closed_destroy_its_key,
    PollCancelled: when_poll_is_cancelled_destroy_its_key,
    RehearsalPublished: when_rehearsal_is_published_make_its_key,
    RehearsalOpened: when_rehearsal_opens_issue_permits,
    RehearsalEnded: when_rehearsal_ends_forget_its_codes,
}

UNHEARD: Unheard = {
    "by which ways ideas go is none of the roll's business": (WorkflowPublished,),
    "the roll says in which area somebody lives": (BoundariesDrawn,),
    "sittings deal with ideas, and name nobody": (SittingAnnounced, SittingChanged),
    "what was decided about an idea moves the idea, not this": (DecisionRecorded, DecisionCorrected),
    "what is suggested is none of the roll's business": (
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
    "a permit names neither poll nor project, and gives no reason": (PollRenamed, PollReworded, PollReasonReworded),
    "a permit lasts a quarter of an hour, and none is issued after the poll has closed, whenever that is": (
        PollExtended,
    ),
    "a permit says who may vote, not on what": (ProjectWithdrawn,),
    "who has voted is none of the roll's business": (TurnoutAnnounced, PseudonymsDestroyed),
    "after closing no permit is issued, whatever the count says": (PollCounted, PollCertified, OutcomeAnnounced),
}
