"""A poll was called off: its proposals wait for another one."""

from libs.shared.events.voting import PollCancelled
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.storage import proposals
from services.proposals.use_cases.move_proposal import move_by_event


async def when_poll_is_cancelled_take_its_projects_off(fact: Fact[PollCancelled], tx: Transaction) -> None:
    """Take every proposal off the poll's paper."""
    for proposal_id in await proposals.on_paper(tx.session, fact.event.poll_id):
        await move_by_event(tx, proposal_id, "take-off", {}, fact.at)
