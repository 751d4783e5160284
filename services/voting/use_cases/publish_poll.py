"""A poll is published: from now on nothing of it can change."""

from libs.shared.events.voting import PollPublished
from libs.shared.events.words import BallotLimits, Project
from libs.shared.platform.storage.database import Transaction
from services.voting.domain import lot
from services.voting.domain.poll import Poll
from services.voting.storage import ballot_box, polls


async def publish_poll(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Fix the paper, draw the lot's seed and commit to it, set up the ballot box."""
    seed = lot.draw_seed()
    commitment = lot.commitment_of(seed)
    paper = polls.as_json(poll.paper)
    await polls.change(tx.session, poll.poll_id, paper=paper, lot_seed=seed, lot_commitment=commitment)
    await ballot_box.set_up(tx.session, poll.poll_id)
    tx.announce(_announcement(poll, commitment))


def _announcement(poll: Poll, commitment: str) -> PollPublished:
    terms, fund = poll.terms, poll.fund
    return PollPublished(
        poll_id=poll.poll_id,
        round_id=fund.round_id,
        fund_id=fund.fund_id,
        area_id=fund.area_id,
        name=terms.name,
        method=terms.method,
        limits=BallotLimits.model_validate(terms.limits, from_attributes=True),
        rule=terms.rule,
        completion=terms.completion,
        channels=list(terms.channels),
        may_replace=terms.may_replace,
        budget_cents=fund.budget_cents,
        currency=fund.currency,
        projects=[Project.model_validate(project, from_attributes=True) for project in poll.paper],
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        lot_commitment=commitment,
    )
