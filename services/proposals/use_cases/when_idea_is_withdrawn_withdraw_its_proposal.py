"""An idea was withdrawn: so is the proposal that it became, unless it stands on a paper."""

from libs.shared.events.ideas import IdeaWithdrawn
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.storage import proposals
from services.proposals.use_cases.move_proposal import move_by_event


async def when_idea_is_withdrawn_withdraw_its_proposal(fact: Fact[IdeaWithdrawn], tx: Transaction) -> None:
    """Withdraw it, if the idea had become one."""
    proposal_id = await proposals.of_idea(tx.session, fact.event.idea_id)
    if proposal_id and (await proposals.get(tx.session, proposal_id))[0].state != "withdrawn":
        await move_by_event(tx, proposal_id, "withdraw", {}, fact.at)
