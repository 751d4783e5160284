"""A poll is published: from now on nothing of it can change."""

from libs.shared.events.voting import PollPublished
from libs.shared.events.words import Project
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.counting import lot
from services.voting.domain.polls.poll import Poll
from services.voting.storage import ballot_box, polls
from services.voting.use_cases.polls.published_terms import published_terms
from services.voting.use_cases.telling import tell


async def publish_poll(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Fix the paper, draw the lot's seed and commit to it, set up the ballot box.

    What is announced is kept beside the poll: the second count starts from it, not from how the first reads the poll.
    """
    seed = lot.draw_seed()
    announcement = announcement_of(poll, lot.commitment_of(seed))
    await polls.change(
        tx.session,
        poll.poll_id,
        paper=polls.as_json(poll.paper),
        lot_seed=seed,
        lot_commitment=announcement.lot_commitment,
        published=announcement.model_dump(mode="json"),
    )
    await ballot_box.set_up(tx.session, poll.poll_id)
    tell(poll, tx, announcement)


def announcement_of(poll: Poll, commitment: str) -> PollPublished:
    """What everybody is told of the poll from now on."""
    fund = poll.fund
    return PollPublished(
        **published_terms(poll.terms).model_dump(),
        poll_id=poll.poll_id,
        round_id=fund.round_id,
        fund_id=fund.fund_id,
        area_id=fund.area_id,
        budget_cents=fund.budget_cents,
        currency=fund.currency,
        projects=[Project.model_validate(project, from_attributes=True) for project in poll.paper],
        lot_commitment=commitment,
    )
