"""Deliver what is due for one subscription: a bounded piece at a time, in order for each thing that it is about."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.clients.webhooks.poster import AT_ONCE, Poster
from services.reporting.domain.webhooks.attempts import Attempt, Failing, Off
from services.reporting.domain.webhooks.errors import SecretIsLost, WebhooksAreNotSetUp
from services.reporting.domain.webhooks.signature import signed
from services.reporting.storage.webhooks import subscriptions, tellings, waiting
from services.reporting.storage.webhooks.secrets import secrets_of
from services.reporting.storage.webhooks.tables import SubscriptionRow
from services.reporting.storage.webhooks.waiting import Queue, Tried, Waiting
from services.reporting.use_cases.webhooks.office import WebhookOffice

log = structlog.get_logger()

_IN_ALL, _OF_EACH = 512, 32
# What was read is sent within this time or read again: meanwhile its words may have been taken down.
_FRESH_S = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What is due for a subscription, where it goes, and what to sign it with."""

    row: SubscriptionRow
    keys: Sequence[str]
    queues: Sequence[Queue]

    @property
    def failing(self) -> Failing:
        """Whether the subscriber was there lately."""
        return Failing(self.row.attempts, self.row.failing_since, self.row.next_at)


@dataclass(slots=True)
class Outcome:
    """What became of a piece: what was tried, and how each queue goes on."""

    tried: list[Tried] = field(default_factory=list)
    queues: dict[str, Failing | None] = field(default_factory=dict)
    missed: dict[str, Failing] = field(default_factory=dict)
    """How the queues go on for which nobody was there, if somebody was for others."""
    is_away: bool = False
    """Whether an answer said that nothing is taken just now: then nothing more of the piece is sent."""

    @property
    def attempts(self) -> list[Attempt]:
        return [one.attempt for one in self.tried]


async def deliver(office: WebhookOffice, whose: UUID, poster: Poster) -> bool:
    """Send what is due; whether something was."""
    now = office.clock.now()
    try:
        piece = await _due(office, whose, now)
    except WebhooksAreNotSetUp:
        return False  # the key may be put back; what waits, waits
    except SecretIsLost:
        await turn_off(office, whose, "secret-lost")
        return False
    if piece is None or not piece.queues:
        return False
    outcome = await _send(piece, poster, now)
    await _note(office, piece, outcome)
    return True


async def next_due(office: WebhookOffice, whose: UUID) -> datetime | None:
    """When something is due for the subscription again; none if nothing waits."""
    async with office.database.reading() as session:
        row = await session.get(SubscriptionRow, whose)
        due = await waiting.next_due(session, whose)
    if row is None or due is None:
        return None
    return max(due, row.next_at) if row.next_at else due


async def _due(office: WebhookOffice, whose: UUID, now: datetime) -> Piece | None:
    async with office.database.reading() as session:
        row = await session.get(SubscriptionRow, whose)
        if row is None or row.off_at or (row.next_at and now < row.next_at):
            return None
        keys = secrets_of(row, office.key, now)
        # Somebody who was not there lately is asked with one thing first.
        most, each = (1, 1) if row.attempts else (_IN_ALL, _OF_EACH)
        return Piece(row, keys, await waiting.due(session, whose, now, most, each))


async def _send(piece: Piece, poster: Poster, now: datetime) -> Outcome:
    outcome, until = Outcome(), time.monotonic() + _FRESH_S
    queues = iter(piece.queues)

    async def send_one_after_the_other() -> None:
        for queue in queues:
            if outcome.is_away or time.monotonic() > until:
                return
            await _send_in_order(piece, queue, poster, outcome, until, now)

    await asyncio.gather(*(send_one_after_the_other() for _ in range(min(AT_ONCE, len(piece.queues)))))
    return outcome


async def _send_in_order(
    piece: Piece, queue: Queue, poster: Poster, outcome: Outcome, until: float, now: datetime
) -> None:
    outcome.queues[queue.key] = None
    for one in queue.deliveries:
        if outcome.is_away or time.monotonic() > until:
            return
        attempt = await send(piece.row.url, piece.keys, one, poster, now)
        outcome.tried.append(Tried(one.number, attempt))
        if not attempt.is_accepted:
            outcome.is_away |= attempt.is_away
            (outcome.missed if attempt.is_of_all else outcome.queues)[queue.key] = queue.failing.again(now)
            return


async def send(url: str, keys: Sequence[str], one: Waiting, poster: Poster, now: datetime) -> Attempt:
    """One signed request."""
    return await poster.post(url, signed(str(one.event_id), int(now.timestamp()), one.body, keys), one.body)


async def _note(office: WebhookOffice, piece: Piece, outcome: Outcome) -> None:
    whose, now = piece.row.subscription_id, office.clock.now()
    failing = _standing(piece.failing, outcome.attempts, now)
    if not failing.attempts:
        # Where nobody is there, the subscription waits as a whole, and no queue is to blame; else each is.
        outcome.queues |= outcome.missed
    off = _off(outcome, failing, now)
    async with office.database.transaction(is_shown=False) as tx:
        await waiting.note(tx.session, whose, outcome.tried, outcome.queues, now)
        if failing != piece.failing:
            await subscriptions.fails(tx.session, whose, failing)
        if off:
            await _say_off(tx.session, piece.row, off, now)
    _tell(whose, outcome.attempts, failing)


def _standing(before: Failing, attempts: Sequence[Attempt], now: datetime) -> Failing:
    if not attempts:
        return before
    until_now = Failing() if any(one.is_accepted for one in attempts) else before
    if any(one.is_away for one in attempts):
        # Whatever was taken a moment before: nothing is now.
        asked = [one.pause_asked for one in attempts if one.pause_asked is not None]
        return until_now.again(now, max(asked, default=None))
    return before.again(now) if all(one.is_of_all for one in attempts) else Failing()


def _off(outcome: Outcome, failing: Failing, now: datetime) -> Off | None:
    if any(one.outcome == "gone" for one in outcome.attempts):
        return "gone"
    queues = [one for one in outcome.queues.values() if one is not None]
    return "failing" if any(one.is_hopeless(now) for one in (failing, *queues)) else None


async def turn_off(office: WebhookOffice, whose: UUID, because: Off) -> None:
    """Send it nothing more, and tell whoever subscribed why."""
    async with office.database.transaction(is_shown=False) as tx:
        row = await tx.session.get(SubscriptionRow, whose)
        if row is not None:
            await _say_off(tx.session, row, because, office.clock.now())


async def _say_off(session: AsyncSession, row: SubscriptionRow, because: Off, now: datetime) -> None:
    if await subscriptions.turn_off(session, row.subscription_id, because, now):
        await tellings.add(session, row, because, now)
        log.warning("webhook is turned off", subscription=str(row.subscription_id), because=because)


def _tell(whose: UUID, attempts: Sequence[Attempt], failing: Failing) -> None:
    failed: Mapping[str, int | str | None] | None = next(
        ({"outcome": one.outcome, "status": one.status} for one in attempts if not one.is_accepted), None
    )
    if failed:
        log.warning("webhook not taken", subscription=str(whose), again_at=str(failing.next_at), **failed)
