"""A proposal's title was corrected, or taken down: papers, outcomes and what was told of them have the new one."""

from libs.shared.events.proposals import ProposalReworded
from libs.shared.events.voting import PollReworded
from libs.shared.events.words import TAKEN_DOWN
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import polls, proposals, titles
from services.voting.use_cases.telling import tell


async def when_proposal_is_reworded_reword_its_papers(fact: Fact[ProposalReworded], tx: Transaction) -> None:
    """Replace the title wherever it is kept. Nothing else of a paper changes, its number least."""
    proposal_id, title = fact.event.proposal_id, fact.event.title or TAKEN_DOWN
    await tx.write_announced()
    await proposals.entitle(tx.session, proposal_id, title)
    for poll_id in await titles.replace_on_papers(tx.session, proposal_id, title):
        await titles.replace_in_what_was_told(tx.session, poll_id, proposal_id, title)
        poll = await polls.find(tx.session, poll_id)
        tell(poll, tx, PollReworded(poll_id=poll_id, proposal_id=proposal_id, title=title))
