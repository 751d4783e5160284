"""Two officers decide otherwise than the count, for a public reason; ballots and count stay as they are."""

from dataclasses import replace

from libs.shared.kernel.workflow import Step
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.counting.overrides import demand_possible, with_what_it_breaks
from services.voting.domain.polls.changes import OVERRIDE, pending
from services.voting.domain.polls.poll import Poll
from services.voting.storage import outcomes, polls


async def propose_override(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Nothing but its line, if it can be.

    Raises:
        OverrideChangesNothing, OverrideIsTooDear: if not.
    """
    proposed = (await polls.find(tx.session, poll.poll_id)).acts[-1]
    demand_possible(poll, await outcomes.find(tx.session, poll.poll_id), proposed.fields)


async def confirm_override(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Nothing but its line: the outcome is announced as it is decided then.

    Raises:
        OverrideChangesNothing, OverrideIsTooDear: if it cannot be any more.
    """
    proposed = pending(poll, OVERRIDE)
    assert proposed is not None
    demand_possible(poll, await outcomes.find(tx.session, poll.poll_id), proposed.fields)


async def tell_what_it_breaks(poll: Poll, tx: Transaction, step: Step) -> Step:
    """The step, whose line says which of the published terms are not kept by it: before it is confirmed, and for good.

    Of what cannot be it says nothing: that is refused.
    """
    counted = await outcomes.find(tx.session, poll.poll_id)
    return replace(step, words=with_what_it_breaks(poll, counted, step.words, step.fields))
