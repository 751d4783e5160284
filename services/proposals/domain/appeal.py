"""The appeal against a refusal: once, by whoever proposed it; decided by somebody else than whoever refused."""

from libs.shared.kernel.ballot_budget import APPEAL_FIELD, MODERATION, OFFICE, PUBLIC_REASON
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import Action


def appeals(proposer: Words) -> tuple[Action, ...]:
    """What the proposer asks for once, and what somebody else decides."""
    return (
        Action(
            "appeal",
            words("Appeal"),
            ("rejected",),
            "appealed",
            frozenset({HOLDER}),
            proposer,
            words("Whoever proposed it asks for another look at the refusal. Somebody else decides."),
            (APPEAL_FIELD,),
            is_once=True,
        ),
        Action(
            "uphold",
            words("Uphold the refusal"),
            ("appealed",),
            "upheld",
            MODERATION,
            OFFICE,
            words("Somebody else has looked at it again, and the refusal stands: {reason}"),
            (PUBLIC_REASON,),
            by_another=True,
        ),
        Action(
            "reopen",
            words("Examine it anew"),
            ("appealed",),
            "reopened",
            MODERATION,
            OFFICE,
            words("Somebody else has looked at it again, and it is examined anew: {reason}"),
            (PUBLIC_REASON,),
            by_another=True,
        ),
    )
