"""An idea or a proposal ended, or leaves or enters the public: so does its discussion.

News of what was never public change nothing here.
"""

from libs.shared.events.ideas import (
    IdeaMerged,
    IdeaMergeUndone,
    IdeaRejected,
    IdeaReworded,
    IdeaSplit,
    IdeaSplitUndone,
    IdeaWithdrawn,
)
from libs.shared.events.proposals import ProposalListed, ProposalRejected, ProposalReworded, ProposalWithdrawn
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.deliberation.storage import subjects


async def when_idea_is_rejected_close_its_discussion(fact: Fact[IdeaRejected], tx: Transaction) -> None:
    """What was said can still be read."""
    await subjects.change(tx.session, fact.event.idea_id, ended="rejected")


async def when_idea_is_withdrawn_close_its_discussion(fact: Fact[IdeaWithdrawn], tx: Transaction) -> None:
    """Its words leave the public by news of its own."""
    await subjects.change(tx.session, fact.event.idea_id, ended="withdrawn")


async def when_idea_is_merged_close_its_discussion(fact: Fact[IdeaMerged], tx: Transaction) -> None:
    """What was said can still be read; it goes on where the other idea is discussed."""
    await subjects.change(tx.session, fact.event.idea_id, ended="merged")


async def when_merge_is_undone_open_its_discussion_again(fact: Fact[IdeaMergeUndone], tx: Transaction) -> None:
    """It goes its own way again."""
    await subjects.change(tx.session, fact.event.idea_id, ended=None)


async def when_idea_is_split_close_its_discussion(fact: Fact[IdeaSplit], tx: Transaction) -> None:
    """What was said can still be read; each part is discussed by itself."""
    await subjects.change(tx.session, fact.event.idea_id, ended="split")


async def when_split_is_undone_open_its_discussion_again(fact: Fact[IdeaSplitUndone], tx: Transaction) -> None:
    """It goes on as one."""
    await subjects.change(tx.session, fact.event.idea_id, ended=None)


async def when_proposal_is_rejected_close_its_discussion(fact: Fact[ProposalRejected], tx: Transaction) -> None:
    """What was said can still be read."""
    await subjects.change(tx.session, fact.event.proposal_id, ended="rejected")


async def when_proposal_is_withdrawn_close_its_discussion(fact: Fact[ProposalWithdrawn], tx: Transaction) -> None:
    """Its words leave the public by news of its own."""
    await subjects.change(tx.session, fact.event.proposal_id, ended="withdrawn")


async def when_proposal_is_listed_open_its_discussion_again(fact: Fact[ProposalListed], tx: Transaction) -> None:
    """The paper wins over a withdrawal that was on its way."""
    await subjects.change(tx.session, fact.event.proposal_id, ended=None)


async def when_idea_is_reworded_show_its_discussion_or_not(fact: Fact[IdeaReworded], tx: Transaction) -> None:
    """Comments quote what they are about: where nobody may read that any more, nobody reads them."""
    await subjects.change(tx.session, fact.event.idea_id, is_public=fact.event.title is not None)


async def when_proposal_is_reworded_show_its_discussion_or_not(fact: Fact[ProposalReworded], tx: Transaction) -> None:
    """Comments quote what they are about: where nobody may read that any more, nobody reads them."""
    await subjects.change(tx.session, fact.event.proposal_id, is_public=fact.event.title is not None)
