"""Somebody, or the clock, does one step of a poll's life; which steps there are stands in ``domain/workflow.py``."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from libs.shared.kernel.ballot_budget import REDACT_LINE
from libs.shared.kernel.version import demand_unchanged
from libs.shared.kernel.workflow import Step
from libs.shared.platform.storage.database import Database, Transaction
from libs.shared.platform.storage.strong_locks import until_free
from services.voting.domain.polls import steps
from services.voting.domain.polls.actors import Actor
from services.voting.domain.polls.changes import EXTENSION, OVERRIDE, TITLE, WITHDRAWAL
from services.voting.domain.polls.poll import Poll
from services.voting.storage import polls
from services.voting.use_cases.counting.announce_outcome import announce_outcome
from services.voting.use_cases.counting.begin_count import begin_count
from services.voting.use_cases.counting.certify_poll import certify_poll
from services.voting.use_cases.polls.cancel_poll import cancel_poll
from services.voting.use_cases.polls.close_poll import close_poll
from services.voting.use_cases.polls.correct_title import correct_title
from services.voting.use_cases.polls.extend_poll import extend_poll
from services.voting.use_cases.polls.open_poll import open_poll
from services.voting.use_cases.polls.override_outcome import confirm_override, propose_override, tell_what_it_breaks
from services.voting.use_cases.polls.publish_poll import publish_poll
from services.voting.use_cases.polls.redact_line import redact_line
from services.voting.use_cases.polls.rename_poll import rename_poll
from services.voting.use_cases.polls.withdraw_project import withdraw_project

Effect = Callable[[Poll, Transaction, str], Awaitable[None]]

EFFECTS: Mapping[str, Effect] = {
    "publish": publish_poll,
    "open": open_poll,
    EXTENSION.confirm: extend_poll,
    WITHDRAWAL.confirm: withdraw_project,
    OVERRIDE.propose: propose_override,
    OVERRIDE.confirm: confirm_override,
    "close": close_poll,
    "count": begin_count,
    "certify": certify_poll,
    "announce": announce_outcome,
    "cancel": cancel_poll,
}

Rewording = Callable[[Poll, Transaction, Step], Awaitable[None]]

REWORDINGS: Mapping[str, Rewording] = {REDACT_LINE: redact_line, "rename": rename_poll, TITLE.confirm: correct_title}
"""What changes words about a poll, and nothing else of it."""

TellingMore = Callable[[Poll, Transaction, Step], Awaitable[Step]]

TOLD_MORE_OF: Mapping[str, TellingMore] = dict.fromkeys((OVERRIDE.propose, OVERRIDE.confirm), tell_what_it_breaks)
"""The steps whose line in the life line says more than their form."""


@dataclass(frozen=True, slots=True)
class ActOnPoll:
    """An action on a poll, who does it, what they wrote down, and the versions of the poll that they decided by."""

    poll_id: UUID
    action: str
    actor: Actor
    fields: Mapping[str, object] = field(default_factory=dict)
    seen: Collection[str] = ()


async def act_on_poll(command: ActOnPoll, database: Database) -> Poll:
    """The poll after the act, which stands in its life line for good.

    Raises:
        NoSuchPoll: if there is none.
        DomainError: What ``steps.demand`` raises if the actor may not, or not now.
    """

    async def act() -> Poll:
        async with database.transaction() as tx:
            poll = await polls.lock(tx.session, command.poll_id)
            await take_step(poll, command, tx)
            tx.session.expire_all()
            return await polls.find(tx.session, poll.poll_id)

    return await until_free(act)


async def take_step(poll: Poll, command: ActOnPoll, tx: Transaction) -> None:
    """Do the step to the locked poll.

    Raises:
        DomainError: What ``steps.demand`` raises if the actor may not, or not now.
        ItHasChanged: if the poll is not as it was seen.
    """
    step = steps.demand(poll, command.action, command.actor, command.fields)
    demand_unchanged(command.seen, poll.version)
    is_complete = steps.is_complete(poll, step.action)
    if more := TOLD_MORE_OF.get(step.action.name):
        step = await more(poll, tx, step)
    state = step.to if is_complete else poll.state
    await polls.record(tx.session, poll.poll_id, step, command.actor, state)
    if not is_complete:
        return
    if rewords := REWORDINGS.get(step.action.name):
        await rewords(poll, tx, step)
    if effect := EFFECTS.get(step.action.name):
        await effect(poll, tx, str(step.fields.get("reason", "")))
    await polls.change(tx.session, poll.poll_id, state=state)
