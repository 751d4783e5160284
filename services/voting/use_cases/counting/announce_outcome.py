"""The outcome becomes public."""

from libs.shared.events.voting import OutcomeAnnounced
from libs.shared.events.words import CountedProject
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.counting.overrides import as_decided
from services.voting.domain.polls.poll import Poll
from services.voting.storage import outcomes
from services.voting.use_cases.polls.published_terms import rule_terms
from services.voting.use_cases.telling import tell


async def announce_outcome(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Announce what the vote funds, and reveal the lot's seed."""
    assert poll.lot_seed is not None
    outcome = as_decided(poll, await outcomes.find(tx.session, poll.poll_id))
    tell(
        poll,
        tx,
        OutcomeAnnounced(
            **rule_terms(poll.terms).model_dump(),
            poll_id=poll.poll_id,
            round_id=poll.fund.round_id,
            budget_cents=poll.fund.budget_cents,
            cost_cents=outcome["cost_cents"],
            currency=poll.fund.currency,
            ballots=outcome["ballots"],
            lot_seed=poll.lot_seed,
            projects=[CountedProject.model_validate(project) for project in outcome["projects"]],
        ),
    )
