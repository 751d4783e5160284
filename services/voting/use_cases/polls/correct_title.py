"""An option on a published paper gets another title, as one officer proposed and another confirmed."""

from libs.shared.events.voting import PollReworded
from libs.shared.kernel.workflow import Step
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.storage import titles
from services.voting.use_cases.telling import tell


async def correct_title(poll: Poll, tx: Transaction, step: Step) -> None:
    """Say it wherever the former stood. Ballots name the option by its number, so they stay as they are.

    The life line keeps the former beside the new: it was written before this, with the title as it was.
    """
    title, option = str(step.fields["title"]), poll.by_number[int(step.fields["project"])]
    await tx.write_announced()
    await titles.replace_on_papers(tx.session, option.proposal_id, title)
    await titles.replace_in_what_was_told(tx.session, poll.poll_id, option.proposal_id, title)
    tell(poll, tx, PollReworded(poll_id=poll.poll_id, proposal_id=option.proposal_id, title=title))
