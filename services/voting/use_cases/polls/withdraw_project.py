"""A project leaves an open vote, as one officer proposed and another confirmed."""

from libs.shared.events.voting import ProjectWithdrawn
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.changes import WITHDRAWAL, pending
from services.voting.domain.polls.poll import Poll
from services.voting.use_cases.telling import tell


async def withdraw_project(poll: Poll, tx: Transaction, reason: str) -> None:
    """Announce it. Ballots stay as they are; from now on none can choose it, and neither count funds it."""
    proposed = pending(poll, WITHDRAWAL)
    assert proposed is not None
    project = poll.by_number[int(proposed.fields["project"])]
    given = {"proposal_id": project.proposal_id, "number": project.number, "reason": reason}
    tell(poll, tx, ProjectWithdrawn(poll_id=poll.poll_id, **given))
