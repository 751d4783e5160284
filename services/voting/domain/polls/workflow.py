"""A poll's life as data: states, actions, who may, what an action needs. Code elsewhere only reads these tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from libs.shared.kernel.ballot_budget import PUBLIC_REASON, redact_line
from libs.shared.kernel.words import words
from libs.shared.kernel.workflow import STAYS, Action, State, Workflow
from libs.shared.kernel.workflow_fields import Field
from services.voting.domain.polls.actors import CLOCK, OFFICER_IN_WORDS, OFFICERS, TELLER, TELLER_IN_WORDS
from services.voting.domain.polls.change_actions import CHANGES

_ALSO_THE_CLOCK = OFFICERS | {CLOCK}
_TELLERS = frozenset({TELLER})

STATES = (
    State("drafted", words("Drafted"), is_public=False),
    State("published", words("Published")),
    State("open", words("Open")),
    State("closed", words("Closed")),
    State("counting", words("Being counted")),
    State("counted", words("Counted")),
    State("certified", words("Certified")),
    State("announced", words("Announced")),
    State("cancelled", words("Cancelled")),
)

ACTIONS = (
    Action(
        "publish",
        words("Publish the ballot paper"),
        ("drafted",),
        "published",
        OFFICERS,
        OFFICER_IN_WORDS,
        words("The ballot paper was published."),
    ),
    Action(
        "open",
        words("Open the poll"),
        ("published",),
        "open",
        _ALSO_THE_CLOCK,
        OFFICER_IN_WORDS,
        words("Voting began."),
    ),
    Action(
        "close",
        words("Close the poll"),
        ("open",),
        "closed",
        _ALSO_THE_CLOCK,
        OFFICER_IN_WORDS,
        words("Voting ended."),
        (replace(PUBLIC_REASON, is_required=False),),
    ),
    Action(
        "count",
        words("Count the ballots"),
        ("closed",),
        "counting",
        OFFICERS,
        OFFICER_IN_WORDS,
        words("The count began."),
    ),
    Action(
        "confirm-count",
        words("Two counts agree"),
        ("counting",),
        "counted",
        _TELLERS,
        TELLER_IN_WORDS,
        words("The ballots were counted, and a second count agrees."),
    ),
    Action(
        "dispute-count",
        words("Two counts disagree"),
        ("counting",),
        "closed",
        _TELLERS,
        TELLER_IN_WORDS,
        words("The second count did not confirm the first. All ballots are kept; nothing is announced."),
    ),
    Action(
        "give-up-count",
        words("The count could not be finished"),
        ("counting",),
        "closed",
        _TELLERS,
        TELLER_IN_WORDS,
        words("The count could not be finished. All ballots are kept; they are counted again."),
    ),
    Action(
        "certify",
        words("Certify the count"),
        ("counted",),
        "certified",
        OFFICERS,
        OFFICER_IN_WORDS,
        words("A second person certified the count; now it stands."),
    ),
    Action(
        "announce",
        words("Announce the outcome"),
        ("certified",),
        "announced",
        OFFICERS,
        OFFICER_IN_WORDS,
        words("The outcome was announced."),
    ),
    *CHANGES,
    Action(
        "cancel",
        words("Cancel the poll"),
        ("drafted", "published", "open"),
        "cancelled",
        OFFICERS,
        OFFICER_IN_WORDS,
        words("The poll was called off: {reason}"),
        (PUBLIC_REASON,),
    ),
)

_ONCE_PUBLISHED = tuple(state.name for state in STATES if state.is_public)
_RENAME = Action(
    "rename",
    words("Give the poll another name"),
    _ONCE_PUBLISHED,
    STAYS,
    OFFICERS,
    OFFICER_IN_WORDS,
    words("The poll has another name now: {reason}"),
    (Field("name", words("Name"), "line", max_length=300), PUBLIC_REASON),
)

WORKFLOW = Workflow("poll", STATES, (*ACTIONS, _RENAME, redact_line(STATES, OFFICERS, OFFICER_IN_WORDS)))


@dataclass(frozen=True, slots=True)
class Condition:
    """What an action needs besides state and role.

    Args:
        people: How many different people must do it before it takes effect.
        not_yet: What it becomes for all of them but the last.
        from_time: The clock may do it from this time of the poll on.
        early: What it becomes before that time.
        needs: What must be so.
    """

    people: int = 1
    not_yet: Mapping[str, object] = field(default_factory=dict)
    from_time: Literal["opens_at", "closes_at"] | None = None
    early: Mapping[str, object] = field(default_factory=dict)
    needs: Literal["met-checks", "sealed-box"] | None = None


_EARLY_CLOSE = {
    "fields": (PUBLIC_REASON,),
    "words": words("Voting ended early: {reason}"),
}
_FIRST_OF_TWO = {
    "words": words("A first person certified the count; a second must do so, too."),
}
CONDITIONS: Mapping[str, Condition] = {
    "publish": Condition(needs="met-checks"),
    "open": Condition(from_time="opens_at"),
    "close": Condition(from_time="closes_at", early=_EARLY_CLOSE),
    "count": Condition(needs="sealed-box"),
    "certify": Condition(people=2, not_yet=_FIRST_OF_TWO),
}
