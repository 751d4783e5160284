"""Who decides in Lichtenberg about an idea: the board with its four ways, the jury, the council, and an appeal."""

from libs.shared.kernel.ballot_budget import NOT_LAWFUL, NOT_OURS, OFFICE
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from services.ideas.domain.workflows.ballot_budget import CRITERIA, OFFICERS, REASON, SUBMITTER
from services.ideas.domain.workflows.definition import ActionDraft, CriterionDraft, FieldDraft

BOARD: Words = words("The accompanying board")
JURY: Words = words("The jury")
COUNCIL: Words = words("The council")

_OF_THE_BOARD = (
    *(each for each in CRITERIA if each.name in {NOT_OURS.value, NOT_LAWFUL.value}),
    CriterionDraft("too-dear", words("Too dear for what it brings")),
    CriterionDraft("no-ground", words("The ground is not ours")),
    CriterionDraft("against-plans", words("Against plans that are adopted")),
)
"""What makes an idea impossible; each that fails is told with its reason."""


_BY_BOARD, _BY_JURY, _BY_COUNCIL = ("board",), ("jury",), ("council",)
"""Nobody has these roles: a sitting acts as the board, a decision as the jury or the council (decision 62)."""


def step(
    name: str,
    label: Words,
    of: tuple[str, ...],
    to: str,
    by: Words,
    said: Words,
    *fields: str,
    who: tuple[str, ...] = OFFICERS,
) -> ActionDraft:
    """What an officer enters, or a body by its record: who decided it, in which words, and what must be filled in."""
    return ActionDraft(name, label, of, to, who, by, said, tuple(FieldDraft(each) for each in fields))


FOUR_WAYS = (
    step(
        "recommend",
        words("Way 1: recommend"),
        ("at_board",),
        "recommended",
        BOARD,
        words(
            "It can be paid from the adopted budget ({budget_line}, {department}); the board recommends it: {reason}"
        ),
        "budget_line",
        "department",
        "reason",
        who=_BY_BOARD,
    ),
    ActionDraft(
        "to-the-vote",
        words("Way 2: to the vote"),
        ("at_board",),
        "to_vote",
        _BY_BOARD,
        BOARD,
        words("It cannot be paid from the adopted budget, so residents vote on it, for the fund {fund_id}."),
        (FieldDraft("fund_id"),),
        effect="hand-over",
    ),
    ActionDraft(
        "not-recommend",
        words("Way 3: do not recommend"),
        ("at_board",),
        "not_recommended",
        _BY_BOARD,
        BOARD,
        words("It is impossible ({criterion}): {reason}"),
        criteria=_OF_THE_BOARD,
        one_by_one=True,
        effect="refuse",
    ),
    step(
        "to-the-jury",
        words("Way 4: to the jury"),
        ("at_board",),
        "to_jury",
        BOARD,
        words("It is small, so the jury decides about a grant."),
        "asked_cents",
        who=_BY_BOARD,
    ),
)

_DECIDED_BY_JURY = ("to_jury", "deferred")

JURY_DECIDES = (
    step(
        "grant",
        words("Grant"),
        _DECIDED_BY_JURY,
        "granted",
        JURY,
        words("The jury grants {granted}: {reason}"),
        "granted",
        "reason",
        who=_BY_JURY,
    ),
    step(
        "grant-in-part",
        words("Grant in part"),
        _DECIDED_BY_JURY,
        "part_granted",
        JURY,
        words("The jury grants a part of the money, {granted}: {reason}"),
        "granted",
        "reason",
        who=_BY_JURY,
    ),
    step(
        "defer",
        words("Defer"),
        _DECIDED_BY_JURY,
        "deferred",
        JURY,
        words("The jury decides later, until {until}: {reason}"),
        "until",
        "reason",
        who=_BY_JURY,
    ),
    ActionDraft(
        "refuse",
        words("Refuse"),
        _DECIDED_BY_JURY,
        "refused",
        _BY_JURY,
        JURY,
        words("The jury refuses the grant ({criterion}): {reason}"),
        (REASON,),
        (
            CriterionDraft("too-dear", words("Too dear for what it brings")),
            CriterionDraft("no-common-good", words("Of use to too few")),
            CriterionDraft("not-small", words("Too large for a small grant")),
        ),
        effect="refuse",
    ),
)

COUNCIL_DECIDES = (
    step(
        "to-the-council",
        words("Put before the council"),
        ("recommended", "ranked", "not_recommended"),
        "at_council",
        OFFICE,
        words("The council decides about it, by its paper {paper_number}."),
        "paper_number",
    ),
    step(
        "adopt",
        words("Adopted"),
        ("at_council",),
        "adopted",
        COUNCIL,
        words("It was adopted on {decided_on}, by paper {paper_number}: {reason}"),
        "decided_on",
        "paper_number",
        "reason",
        who=_BY_COUNCIL,
    ),
    ActionDraft(
        "reject-by-council",
        words("Not adopted"),
        ("at_council",),
        "rejected",
        _BY_COUNCIL,
        COUNCIL,
        words("It was rejected on {decided_on}, by paper {paper_number} ({criterion}): {reason}"),
        (FieldDraft("decided_on"), FieldDraft("paper_number"), REASON),
        (*_OF_THE_BOARD, CriterionDraft("other-aims", words("Other aims come first"))),
        effect="refuse",
    ),
)

APPEAL = (
    ActionDraft(
        "appeal",
        words("Appeal"),
        ("rejected", "refused", "not_recommended"),
        "appealed",
        (HOLDER,),
        SUBMITTER,
        words("Whoever suggested it asks for another look. Somebody else decides."),
        (FieldDraft("appeal"),),
        is_once=True,
    ),
    ActionDraft(
        "uphold",
        words("Uphold the decision"),
        ("appealed",),
        "upheld",
        OFFICERS,
        OFFICE,
        words("Somebody else has looked at it again, and the decision stands: {reason}"),
        (REASON,),
        by_another=True,
    ),
    ActionDraft(
        "reopen",
        words("Reopen"),
        ("appealed",),
        "in_review",
        OFFICERS,
        OFFICE,
        words("Somebody else has looked at it again, and it is examined anew: {reason}"),
        (REASON,),
        by_another=True,
    ),
)
