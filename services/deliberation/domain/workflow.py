"""The way of a comment: it waits to be read, is shown, or not, and its author can take it back."""

from datetime import timedelta

from libs.shared.kernel.ballot_budget import CRITERION_LABEL, MODERATION, NOT_LAWFUL, OFFICE, PUBLIC_REASON
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import STAYS, Action, State, Workflow
from libs.shared.kernel.workflow_fields import Choice, Field

AUTHOR: Words = words("Whoever wrote it")

CRITERIA = (
    Choice("insulting", words("Insults or threatens somebody")),
    Choice("names-somebody", words("Tells of a private person")),
    NOT_LAWFUL,
    Choice("off-topic", words("About something else")),
    Choice("advertising", words("Advertising, or sent many times")),
)
"""By what a comment may be refused, and reported."""

ASKED = Choice("author-asked", words("Its author asked for it"))

ANSWERS = MODERATION | {"reviewer"}
"""Who speaks for the administration."""

_CRITERION = Field("criterion", CRITERION_LABEL, "choice", choices=(*CRITERIA, ASKED))
_REASON = Field("reason", PUBLIC_REASON.label, "text", changes=True)
_ANSWER = Field("answer", words("Answer (public)"), "text", max_length=5000, changes=True)
_OFFICE = Field("office", words("Which office answers (public)"), "line", max_length=100, changes=True)

STATES = (
    State("waiting", words("Waits to be read"), is_public=False, deadline=timedelta(days=2)),
    State("shown", words("Shown")),
    State("hidden", words("Not shown"), is_public=False),
    State("withdrawn", words("Withdrawn"), is_public=False),
)

WORKFLOW = Workflow(
    "comment",
    STATES,
    (
        Action("show", words("Show"), ("waiting",), "shown", MODERATION, OFFICE, words("Your comment is shown.")),
        Action(
            "hide",
            words("Do not show"),
            ("waiting", "shown"),
            "hidden",
            MODERATION,
            OFFICE,
            words("Your comment is not shown ({criterion}): {reason}"),
            (_CRITERION, PUBLIC_REASON),
        ),
        Action(
            "put-back",
            words("Show it again"),
            ("hidden",),
            "shown",
            MODERATION,
            OFFICE,
            words("Your comment is shown again."),
        ),
        Action(
            "leave-it",
            words("Leave it: the reports are settled"),
            ("shown",),
            STAYS,
            MODERATION,
            OFFICE,
            is_told=False,
        ),
        Action(
            "answer",
            words("Answer"),
            ("shown",),
            STAYS,
            ANSWERS,
            OFFICE,
            words("{office} answers your question: {answer}"),
            (_OFFICE, _ANSWER),
        ),
        Action(
            "reword-reason",
            words("Say the reason in other words"),
            ("hidden",),
            STAYS,
            MODERATION,
            OFFICE,
            fields=(_REASON,),
            is_told=False,
        ),
        Action(
            "withdraw",
            words("Withdraw"),
            ("waiting", "shown"),
            "withdrawn",
            frozenset({HOLDER}),
            AUTHOR,
            is_told=False,
        ),
    ),
)


def offered_for(actions: list[Action], *, is_question: bool, is_reported: bool) -> list[Action]:
    """Those of the actions that mean something for the comment."""
    means = {"answer": is_question, "leave-it": is_reported}
    return [action for action in actions if means.get(action.name, True)]
