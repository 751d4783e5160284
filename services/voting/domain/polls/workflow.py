"""A poll's life as data: states, actions, who may, what an action needs. Code elsewhere only reads these tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from libs.shared.kernel.ballot_budget import PUBLIC_REASON, redact_line
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import STAYS, Action, State, Workflow
from libs.shared.kernel.workflow_fields import Choice, Field
from services.voting.domain.polls.actors import CLOCK, OFFICER_IN_WORDS, TELLER, TELLER_IN_WORDS

_OFFICERS = frozenset({"returning-officer"})
_ALSO_THE_CLOCK = _OFFICERS | {CLOCK}
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

_LATER_END = Field("closes_at", words("New end"), "moment")
_PROJECT = Field("project", words("Project"), "choice")
_DECISION = Field(
    "decision",
    words("What becomes of it"),
    "choice",
    choices=(Choice("funded", words("It is funded")), Choice("not-funded", words("It is not funded"))),
)


def _change(name: str, label: Words, told: Words, *fields: Field, of: str = "open") -> Action:
    """A part of what two officers may change of a poll: ``changes.py`` has the rules."""
    asked = (*fields, PUBLIC_REASON) if fields else ()
    return Action(name, label, (of,), of, _OFFICERS, OFFICER_IN_WORDS, told, asked)


ACTIONS = (
    Action(
        "publish",
        words("Publish the ballot paper"),
        ("drafted",),
        "published",
        _OFFICERS,
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
        _OFFICERS,
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
        _OFFICERS,
        OFFICER_IN_WORDS,
        words("A second person certified the count; now it stands."),
    ),
    Action(
        "announce",
        words("Announce the outcome"),
        ("certified",),
        "announced",
        _OFFICERS,
        OFFICER_IN_WORDS,
        words("The outcome was announced."),
    ),
    _change(
        "extend", words("Propose a later end"), words("A later end was proposed, {closes_at}: {reason}"), _LATER_END
    ),
    _change(
        "confirm-extension",
        words("Confirm the later end"),
        words("A second person confirmed it: voting goes on until {closes_at}. {reason}"),
        _LATER_END,
    ),
    _change("drop-extension", words("Drop the proposed later end"), words("The proposed later end was dropped.")),
    _change(
        "withdraw-project",
        words("Propose to withdraw a project"),
        words("It was proposed to withdraw project {project}: {reason}"),
        _PROJECT,
    ),
    _change(
        "confirm-withdrawal",
        words("Confirm the withdrawal"),
        words("A second person confirmed it: project {project} is withdrawn from the vote. Ballots stand. {reason}"),
        _PROJECT,
    ),
    _change(
        "drop-withdrawal",
        words("Drop the proposed withdrawal"),
        words("The proposed withdrawal of a project was dropped."),
    ),
    _change(
        "override-outcome",
        words("Propose to decide otherwise than the count"),
        words("It was proposed to decide otherwise than the count on project {project}: {decision}. {reason}"),
        _PROJECT,
        _DECISION,
        of="certified",
    ),
    _change(
        "confirm-override",
        words("Confirm that it is decided otherwise"),
        words("A second person confirmed it, otherwise than the count, on project {project}: {decision}. {reason}"),
        _PROJECT,
        _DECISION,
        of="certified",
    ),
    _change(
        "drop-override",
        words("Drop the proposal to decide otherwise"),
        words("The proposal to decide otherwise than the count was dropped."),
        of="certified",
    ),
    Action(
        "cancel",
        words("Cancel the poll"),
        ("drafted", "published", "open"),
        "cancelled",
        _OFFICERS,
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
    _OFFICERS,
    OFFICER_IN_WORDS,
    words("The poll has another name now: {reason}"),
    (Field("name", words("Name"), "line", max_length=300), PUBLIC_REASON),
)

WORKFLOW = Workflow("poll", STATES, (*ACTIONS, _RENAME, redact_line(STATES, _OFFICERS, OFFICER_IN_WORDS)))


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
