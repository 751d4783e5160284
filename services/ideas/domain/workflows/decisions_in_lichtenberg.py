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


def step(name: str, label: Words, of: tuple[str, ...], to: str, by: Words, said: Words, *fields: str) -> ActionDraft:
    """What an officer enters: who decided it, in which words, and what must be filled in."""
    return ActionDraft(name, label, of, to, OFFICERS, by, said, tuple(FieldDraft(each) for each in fields))


FOUR_WAYS = (
    step(
        "recommend",
        words("Way 1: recommend"),
        ("at_board",),
        "recommended",
        BOARD,
        words("It can be paid from the adopted budget; the board recommends it: {reason}"),
        "reason",
    ),
    ActionDraft(
        "to-the-vote",
        words("Way 2: to the vote"),
        ("at_board",),
        "to_vote",
        OFFICERS,
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
        OFFICERS,
        BOARD,
        words("It is impossible ({criterion}): {reason}"),
        criteria=_OF_THE_BOARD,
        one_by_one=True,
        effect="refuse",
    ),
    step(
        "to-the-jury",
        words("Way 4: to the jury"),
        ("at_board", "deferred"),
        "to_jury",
        BOARD,
        words("It is small, so the jury decides about a grant."),
    ),
)

JURY_DECIDES = (
    step(
        "grant", words("Grant"), ("to_jury",), "granted", JURY, words("The jury grants the money: {reason}"), "reason"
    ),
    step(
        "grant-in-part",
        words("Grant in part"),
        ("to_jury",),
        "part_granted",
        JURY,
        words("The jury grants a part of the money: {reason}"),
        "reason",
    ),
    step(
        "defer",
        words("Defer"),
        ("to_jury",),
        "deferred",
        JURY,
        words("The jury decides later: {reason}"),
        "reason",
    ),
    ActionDraft(
        "refuse",
        words("Refuse"),
        ("to_jury",),
        "refused",
        OFFICERS,
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
        words("Note that the council adopted it"),
        ("at_council",),
        "adopted",
        COUNCIL,
        words("{decided_by} adopted it on {decided_at}, paper {paper_number}: {reason}"),
        "decided_by",
        "decided_at",
        "paper_number",
        "reason",
    ),
    ActionDraft(
        "reject-by-council",
        words("Note that the council rejected it"),
        ("at_council",),
        "rejected",
        OFFICERS,
        COUNCIL,
        words("{decided_by} rejected it on {decided_at}, paper {paper_number} ({criterion}): {reason}"),
        (FieldDraft("decided_by"), FieldDraft("decided_at"), FieldDraft("paper_number"), REASON),
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
        words("Whoever suggested it asks for another look: {reason}"),
        (REASON,),
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
