"""A poll was published, decided or called off: ideas knows what a round's calendar must not contradict."""

from libs.shared.events.voting import OutcomeAnnounced, PollCancelled, PollExtended, PollPublished, PollRenamed
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.poll import Poll
from services.ideas.storage import polls


async def when_poll_is_published_know_it(fact: Fact[PollPublished], tx: Transaction) -> None:
    """Keep when it is open, and on which fund it decides."""
    told = fact.event
    poll = Poll(told.poll_id, told.round_id, told.fund_id, told.name, told.opens_at, told.closes_at)
    await polls.keep(tx.session, poll)


async def when_poll_is_renamed_call_it_so(fact: Fact[PollRenamed], tx: Transaction) -> None:
    """What a round is told of the poll has its new name."""
    await polls.change(tx.session, fact.event.poll_id, name=fact.event.name)


async def when_poll_is_extended_know_its_end(fact: Fact[PollExtended], tx: Transaction) -> None:
    """Its round's calendar must hold the later end, too."""
    await polls.change(tx.session, fact.event.poll_id, closes_at=fact.event.closes_at)


async def when_poll_is_cancelled_let_its_round_go(fact: Fact[PollCancelled], tx: Transaction) -> None:
    """It binds its round no more."""
    await polls.change(tx.session, fact.event.poll_id, is_cancelled=True)


async def when_outcome_is_announced_know_it(fact: Fact[OutcomeAnnounced], tx: Transaction) -> None:
    """Its round may be archived now."""
    await polls.change(tx.session, fact.event.poll_id, is_decided=True)
