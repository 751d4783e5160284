"""What two officers may change of a poll, as data: one proposes it, another confirms it, or any of them drops it."""

from libs.shared.kernel.ballot_budget import PUBLIC_REASON
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import STAYS, Action
from libs.shared.kernel.workflow_fields import Choice, Field
from services.voting.domain.polls.actors import OFFICER_IN_WORDS, OFFICERS

_BEFORE_AND_WHILE = ("published", "open")
_LATER_END = Field("closes_at", words("New end"), "moment")
_PROJECT = Field("project", words("Project"), "choice")
_DECISION = Field(
    "decision",
    words("What becomes of it"),
    "choice",
    choices=(Choice("funded", words("It is funded")), Choice("not-funded", words("It is not funded"))),
)


_TITLE = Field("title", words("New title"), "line", max_length=300)


def _change(name: str, label: Words, told: Words, *fields: Field, of: tuple[str, ...] = ("open",)) -> Action:
    """A part of what two officers may change of a poll: ``changes.py`` has the rules."""
    asked = (*fields, PUBLIC_REASON) if fields else ()
    return Action(name, label, of, of[0] if len(of) == 1 else STAYS, OFFICERS, OFFICER_IN_WORDS, told, asked)


CHANGES = (
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
        of=("certified",),
    ),
    _change(
        "confirm-override",
        words("Confirm that it is decided otherwise"),
        words("A second person confirmed it, otherwise than the count, on project {project}: {decision}. {reason}"),
        _PROJECT,
        _DECISION,
        of=("certified",),
    ),
    _change(
        "drop-override",
        words("Drop the proposal to decide otherwise"),
        words("The proposal to decide otherwise than the count was dropped."),
        of=("certified",),
    ),
    _change(
        "correct-option",
        words("Propose to correct the title of a project"),
        words("It was proposed to correct the title of project {project} to “{title}”: {reason}"),
        _PROJECT,
        _TITLE,
        of=_BEFORE_AND_WHILE,
    ),
    _change(
        "confirm-correction",
        words("Confirm the new title"),
        words("A second person confirmed it: project {project} is called “{title}” now. Ballots stand. {reason}"),
        _PROJECT,
        _TITLE,
        of=_BEFORE_AND_WHILE,
    ),
    _change(
        "drop-correction",
        words("Drop the new title"),
        words("The proposed new title was dropped."),
        of=_BEFORE_AND_WHILE,
    ),
)
