"""A poll was published: the proposals on its paper are listed."""

from libs.shared.events.voting import PollPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.use_cases.move_proposal import move_by_event


async def when_poll_is_published_list_its_projects(fact: Fact[PollPublished], tx: Transaction) -> None:
    """List each of the paper's proposals. The options of an advisory poll are none.

    Raises:
        ProposalIsNotKnown: if the paper holds one that is not ours.
    """
    for project in (line for line in fact.event.projects if line.kind == "project"):
        await move_by_event(tx, project.proposal_id, "list", {"poll_id": str(fact.event.poll_id)}, fact.at)
