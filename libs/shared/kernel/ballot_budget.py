"""A ballot budget: what the workflows of ideas, proposals and offers have in common.

Each service's table is put together of these and of its own states, actions and words.
"""

from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import STAYS, Action, State
from libs.shared.kernel.workflow_fields import Choice, Field

OFFICE: Words = words("The council's office")
VOTE: Words = words("The vote")

MODERATION = frozenset({"moderator", "administrator"})
EVENTS = frozenset({"events"})
"""The role of news from other services."""

NOT_OURS = Choice("not-ours", words("Not the council's business"))
NOT_LAWFUL = Choice("not-lawful", words("Not lawful"))
EXISTS_ALREADY = Choice("exists-already", words("It exists or is planned already"))
AGAINST_THE_RULES = Choice("against-the-rules", words("Against the rules of taking part"))

AGAINST_WORDS = frozenset({AGAINST_THE_RULES.value})
"""The criteria by which something is refused for its own words."""

CRITERION_LABEL: Words = words("Criterion")
PUBLIC_REASON = Field("reason", words("Reason (public)"), "text")
APPEAL_FIELD = Field("appeal", words("Why should somebody look at it again?"), "text")
"""What somebody says against a refusal: for the office and for whoever holds the key alone."""

ASKED_BY = Field(
    "asked_by",
    words("How did they ask for it?"),
    "choice",
    choices=(
        Choice("letter", words("by letter")),
        Choice("phone", words("by telephone")),
        Choice("meeting", words("in a meeting")),
    ),
)
"""How somebody asked the office to withdraw something for them."""

LAST_STATES = (
    State("on_ballot", words("On the ballot paper")),
    State("funded", words("Funded"), is_ending=True),
    State("not_funded", words("Not funded"), is_ending=True),
    State("rejected", words("Rejected"), is_public=False, keeps_words=True, is_ending=True),
    State("withdrawn", words("Withdrawn"), is_public=False, is_ending=True),
)
"""From the paper on, or off the way: an idea goes this part with the proposal that it became."""

TITLE = Field("title", words("Title"), "line", max_length=300, changes=True)
LINE = Field("line", words("Line"), "choice")
INSTEAD = Field("words", words("What it says instead"), "text")
REDACT_LINE = "redact-line"
CORRECTIONS = frozenset({"correct-title", "correct-text"})
"""What the office does to wording alone: what was meant stays."""

PLACE = Field("place", words("Place"), "line", is_required=False, max_length=200, changes=True)
LOCATION = Field("location", words("Point on the map"), "location", is_required=False, changes=True)


def text_field(name: str, label: Words) -> Field:
    """The field for the thing's own words, as they stand."""
    return Field(name, label, "text", max_length=5000, changes=True)


def correct_title(states: tuple[State, ...]) -> Action:
    """The office sets a title right; the life line says so, and does not quote the one before."""
    every = tuple(state.name for state in states)
    said = words("The office corrected the title.")
    return Action(
        "correct-title", words("Correct the title"), every, STAYS, MODERATION | EVENTS, OFFICE, said, (TITLE,)
    )


def correct_text(states: tuple[State, ...], own: Field) -> Action:
    """The office sets right what the thing says; as it was first written stands beside it (``first_words``)."""
    every = tuple(state.name for state in states)
    said = words("The office corrected the text.")
    return Action("correct-text", words("Correct the text"), every, STAYS, MODERATION | EVENTS, OFFICE, said, (own,))


def redact_line(states: tuple[State, ...], who: frozenset[str] = MODERATION | EVENTS, by: Words = OFFICE) -> Action:
    """What somebody typed into a line of the life line is taken down: other words stand there, and wherever it went."""
    every = tuple(state.name for state in states if state.name != "drafted")
    said = words("Words of the town hall in a line above were taken down: {reason}")
    fields = (LINE, INSTEAD, PUBLIC_REASON)
    return Action(
        REDACT_LINE, words("Take words of the town hall down"), every, STAYS, who, by, said, fields, is_told=False
    )


def redact(states: tuple[State, ...], *own: Field) -> Action:
    """The office takes words down that nobody may read: what is left stands everywhere, with the reason."""
    every = tuple(state.name for state in states)
    said = words("Words that break the rules of taking part were taken down: {reason}")
    fields = (TITLE, *own, PLACE, LOCATION, PUBLIC_REASON)
    return Action("redact", words("Take words down"), every, STAYS, MODERATION | EVENTS, OFFICE, said, fields)
