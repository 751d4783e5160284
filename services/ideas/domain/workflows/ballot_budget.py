"""The way of an idea in a ballot budget: submitted, screened, handed over, and what the vote makes of it."""

from libs.shared.kernel.ballot_budget import AGAINST_THE_RULES, EXISTS_ALREADY, NOT_LAWFUL, NOT_OURS, OFFICE, VOTE
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow_fields import Choice
from services.ideas.domain.workflows.definition import (
    ActionDraft,
    CriterionDraft,
    Definition,
    FieldDraft,
    StateDraft,
)
from services.ideas.domain.workflows.vocabulary import BY_NEWS

SUBMITTER: Words = words("Whoever suggested it")
ARRIVED: Words = words("The idea arrived.")
OFFICERS = ("moderator", "administrator")
REASON = FieldDraft("reason")

NOT_UNDERSTOOD = Choice("not-understood", words("Not understandable"))
CRITERIA = tuple(
    CriterionDraft(each.value, each.label, is_about_words=each is AGAINST_THE_RULES)
    for each in (NOT_OURS, NOT_LAWFUL, EXISTS_ALREADY, AGAINST_THE_RULES, NOT_UNDERSTOOD)
)
"""Why an idea is turned down at the door."""

_STATES = (
    StateDraft("submitted", words("Submitted"), is_public=False, working_days=10, escalates_to="administrator"),
    StateDraft("accepted", words("Accepted"), working_days=20, escalates_to="administrator"),
    StateDraft("handed_over", words("Becoming a proposal")),
    StateDraft("on_ballot", words("On the ballot paper")),
    StateDraft("funded", words("Funded"), is_ending=True),
    StateDraft("not_funded", words("Not funded"), is_ending=True),
    StateDraft("rejected", words("Rejected"), is_public=False, keeps_words=True, is_ending=True),
    StateDraft("withdrawn", words("Withdrawn"), is_public=False, is_ending=True),
)

_BY_STAFF = (
    ActionDraft(
        "accept",
        words("Accept"),
        ("submitted",),
        "accepted",
        OFFICERS,
        OFFICE,
        words("The idea is accepted and public."),
    ),
    ActionDraft(
        "reject",
        words("Reject"),
        ("submitted", "accepted"),
        "rejected",
        OFFICERS,
        OFFICE,
        words("The idea cannot be pursued ({criterion}): {reason}"),
        (REASON,),
        CRITERIA,
        effect="refuse",
    ),
    ActionDraft(
        "hand-over",
        words("Hand over"),
        ("accepted",),
        "handed_over",
        OFFICERS,
        OFFICE,
        words("The idea is to become a proposal for the fund {fund_id}."),
        (FieldDraft("fund_id"),),
        effect="hand-over",
    ),
)


def withdrawals(of: tuple[str, ...]) -> tuple[ActionDraft, ...]:
    """Whoever suggested an idea takes it back, by key or through the office, from one of the states."""
    return (
        ActionDraft(
            "withdraw",
            words("Withdraw"),
            of,
            "withdrawn",
            (HOLDER,),
            SUBMITTER,
            words("Whoever suggested the idea withdrew it."),
            effect="withdraw",
        ),
        ActionDraft(
            "withdraw-for-them",
            words("Withdraw on their behalf"),
            of,
            "withdrawn",
            OFFICERS,
            OFFICE,
            words("Whoever suggested the idea withdrew it, {asked_by}."),
            (FieldDraft("asked_by"),),
            effect="withdraw",
        ),
    )


def news(
    name: str, label: Words, of: tuple[str, ...], to: str, said: Words, by: Words = OFFICE, *, is_told: bool = True
) -> ActionDraft:
    """What becomes of the proposal moves the idea."""
    return ActionDraft(name, label, of, to, (BY_NEWS,), by, said, is_told=is_told)


def news_before_the_ballot(at: str, listed: str, refused: str) -> tuple[ActionDraft, ...]:
    """What is heard of the proposal while the idea stands ``at``, until it is ``listed`` or ``refused``."""
    return (
        news(
            "proposal-submitted",
            words("Proposal submitted"),
            (at,),
            at,
            words("It is being examined as proposal {proposal_number}."),
            is_told=False,
        ),
        news(
            "proposal-accepted",
            words("Proposal accepted"),
            (at, listed),
            at,
            words("The proposal is accepted: it may stand on a ballot paper."),
        ),
        news(
            "changes-requested",
            words("Changes requested"),
            (at,),
            at,
            words("The proposal needs changes: {reason}"),
        ),
        news(
            "proposal-rejected",
            words("Proposal rejected"),
            (at,),
            refused,
            words("The proposal was rejected: {reason}"),
        ),
        news(
            "proposal-withdrawn",
            words("Proposal withdrawn"),
            (at,),
            "withdrawn",
            words("Whoever suggested the idea withdrew it."),
            SUBMITTER,
        ),
        # The paper wins: it may have been published while the news of a withdrawal was on its way.
        news("list", words("List"), (at, "withdrawn"), listed, words("It stands on the ballot paper.")),
    )


_BY_NEWS = (
    *news_before_the_ballot("handed_over", "on_ballot", "rejected"),
    news("fund", words("Mark as funded"), ("on_ballot",), "funded", words("The vote gave it its money."), VOTE),
    news(
        "not-fund",
        words("Mark as not funded"),
        ("on_ballot",),
        "not_funded",
        words("The vote did not give it money."),
        VOTE,
    ),
)

BALLOT_BUDGET = Definition(
    "ballot-budget",
    words("Ballot budget"),
    _STATES,
    _BY_STAFF + withdrawals(("submitted", "accepted", "handed_over")) + _BY_NEWS,
)
