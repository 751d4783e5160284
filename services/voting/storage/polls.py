"""Polls and what was done to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.workflow import Line, Step
from libs.shared.platform.storage.page_rows import Order, page_of
from services.voting.domain.errors import NoSuchPoll
from services.voting.domain.polls.actors import Actor
from services.voting.domain.polls.paper import Option, PaperProject, compose, listed
from services.voting.domain.polls.poll import Act, Fund, Poll, State, Terms, Weighed
from services.voting.storage import proposals, rounds
from services.voting.storage.tables import ActRow, PollRow
from services.voting.storage.terms_columns import columns_of, terms_in

_PAGE = 100
_NEWEST = Order((PollRow.poll_id,), is_descending=True, updated_at=PollRow.updated_at)
_STAND_ELSEWHERE = frozenset({"words", "name"})
"""Fields of acts that reword something: what they hold stands in the thing itself, and may be taken down there."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a draft is wished to be: the numbers of its projects, or its options."""

    fund: Fund
    terms: Terms
    numbers: Mapping[UUID, int]
    options: Sequence[Option] = ()


async def draft(
    session: AsyncSession, poll_id: UUID, wish: Wish, submission_id: UUID | None, *, is_rehearsal: bool = False
) -> None:
    """Store a new draft. Whether it is a rehearsal is said now, and never again."""
    wished = _as_columns(wish) | {"is_rehearsal": is_rehearsal}
    session.add(PollRow(poll_id=poll_id, state="drafted", submission_id=submission_id, **wished))
    await session.flush()


async def redraft(session: AsyncSession, poll_id: UUID, wish: Wish) -> None:
    """Store what a draft is wished to be now."""
    await change(session, poll_id, **_as_columns(wish))


def _as_columns(wish: Wish) -> dict[str, Any]:
    money = asdict(wish.fund)
    del money["spent_by"]
    given = {str(proposal_id): number for proposal_id, number in wish.numbers.items()}
    options = as_json(listed(wish.options)) or None
    return columns_of(wish.terms) | {"numbers": given, "options": options} | money


async def of_submission(session: AsyncSession, submission_id: UUID) -> UUID | None:
    """The poll that was drafted under the submission's id."""
    return await session.scalar(select(PollRow.poll_id).where(PollRow.submission_id == submission_id))


async def find(session: AsyncSession, poll_id: UUID) -> Poll:
    """The poll.

    Raises:
        NoSuchPoll: if there is none.
    """
    return await _as_poll(session, await session.get(PollRow, poll_id))


async def lock(session: AsyncSession, poll_id: UUID) -> Poll:
    """The poll, locked until the transaction ends: nobody casts and nobody else acts meanwhile.

    Raises:
        NoSuchPoll: if there is none.
    """
    return await _as_poll(session, await session.get(PollRow, poll_id, with_for_update=True))


async def lock_to_count(session: AsyncSession, poll_id: UUID) -> Poll | None:
    """The poll, locked, if it is to be counted and nobody else is at it."""
    waiting = select(PollRow).where(PollRow.poll_id == poll_id, PollRow.state == "counting")
    row = await session.scalar(waiting.with_for_update(skip_locked=True))
    return None if row is None else await _as_poll(session, row)


async def is_open(session: AsyncSession, poll_id: UUID) -> bool:
    """Whether ballots can be cast, by the database's time. If so, nobody closes it before the transaction ends."""
    open_now = select(PollRow.poll_id).where(
        PollRow.poll_id == poll_id, PollRow.state == "open", PollRow.closes_at > func.clock_timestamp()
    )
    return await session.scalar(open_now.with_for_update(read=True)) is not None


async def page(
    session: AsyncSession,
    *,
    round_id: UUID | None,
    state: str | None,
    with_drafts: bool,
    rehearsals: bool,
    page: Page,
) -> Found[Poll]:
    """A page of the polls, or of the rehearsals, newest first."""
    wanted: list[ColumnElement[bool]] = [PollRow.is_rehearsal.is_(rehearsals)]
    wanted += [] if with_drafts else [PollRow.lot_commitment.is_not(None)]
    wanted += [PollRow.round_id == round_id] if round_id else []
    wanted += [PollRow.state == state] if state else []
    found = await page_of(session, select(PollRow).where(*wanted), _NEWEST, page, lambda row: row)
    return Found([await _as_poll(session, row) for row in found.items], found.total, found.next, found.as_of)


async def last_before(session: AsyncSession, poll: Poll) -> Poll | None:
    """The last public poll of the same fund that was not called off, else the last that was announced."""
    real = PollRow.poll_id != poll.poll_id, ~PollRow.is_rehearsal
    others = select(PollRow).where(*real).order_by(PollRow.poll_id.desc()).limit(1)
    of_the_fund = others.where(
        PollRow.fund_id == poll.fund.fund_id, PollRow.lot_commitment.is_not(None), PollRow.state != "cancelled"
    )
    row = await session.scalar(of_the_fund) or await session.scalar(others.where(PollRow.state == "announced"))
    return await _as_poll(session, row) if row else None


async def change(session: AsyncSession, poll_id: UUID, **columns: object) -> None:
    """Store new values of the poll's columns."""
    await session.execute(update(PollRow).where(PollRow.poll_id == poll_id).values(**columns))


async def record(session: AsyncSession, poll_id: UUID, step: Step, actor: Actor, state: str) -> None:
    """Append a line to the poll's life line: the step that led to the state."""
    line = {"state": state, "words": dict(step.words), "by": dict(actor.words or step.action.by)}
    line["fields"] = {name: value for name, value in step.fields.items() if name not in _STAND_ELSEWHERE}
    await session.execute(
        insert(ActRow).values(poll_id=poll_id, action=step.action.name, actor_id=actor.actor_id, **line)
    )


async def time_of(session: AsyncSession) -> datetime:
    """What time it is by the database's clock."""
    return cast("datetime", await session.scalar(select(func.clock_timestamp())))


async def due(session: AsyncSession, now: datetime) -> list[tuple[UUID, str]]:
    """Polls for which the clock has something to do at this time: open, close, or seal."""
    opens = and_(PollRow.state == "published", PollRow.opens_at <= now)
    closes = and_(PollRow.state == "open", PollRow.closes_at <= now)
    found = await session.execute(
        select(PollRow.poll_id, PollRow.state)
        .where(or_(opens, closes, _awaits_sealing()))
        .order_by(PollRow.poll_id)
        .limit(_PAGE)
    )
    return [(poll_id, state) for poll_id, state in found]


async def to_be_counted(session: AsyncSession) -> list[UUID]:
    """The polls whose ballots are to be counted, those that are being counted among them."""
    waiting = select(PollRow.poll_id).where(PollRow.state == "counting").order_by(PollRow.poll_id)
    return list(await session.scalars(waiting.limit(_PAGE)))


def _awaits_sealing() -> Any:
    was_published = PollRow.paper.is_not(None)
    return and_(PollRow.state.in_(("closed", "cancelled")), PollRow.sealed_at.is_(None), was_published)


def as_json(paper: Sequence[PaperProject]) -> list[dict[str, object]]:
    """The paper as it is stored when it is published."""
    return [
        asdict(line) | {"proposal_id": str(line.proposal_id), "area_id": str(line.area_id) if line.area_id else None}
        for line in paper
    ]


async def _as_poll(session: AsyncSession, row: PollRow | None) -> Poll:
    if row is None:
        raise NoSuchPoll("There is no such poll.")
    # No calendar binds a rehearsal, and no roll votes in it.
    is_bound = row.state in ("drafted", "open") and not row.is_rehearsal
    is_for_the_roll = row.state == "drafted" and not row.is_rehearsal
    return Poll(
        poll_id=row.poll_id,
        state=cast("State", row.state),
        terms=terms_in(row),
        fund=Fund(row.round_id, row.fund_id, row.area_id, row.budget_cents, row.currency),
        paper=await _paper(session, row),
        as_of=await time_of(session),
        lot_commitment=row.lot_commitment,
        lot_seed=row.lot_seed,
        is_sealed=row.sealed_at is not None,
        ballots=row.ballots,
        marked=row.marked,
        published=row.published,
        acts=await _acts(session, row.poll_id),
        voting_days=await rounds.voting_days(session, row.round_id) if is_bound else None,
        roll=await rounds.roll(session, row.round_id) if is_for_the_roll else None,
        weighing=tuple(Weighed(one["weight"], tuple(one["channels"])) for one in row.weighing or ()),
        is_rehearsal=row.is_rehearsal,
    )


async def _paper(session: AsyncSession, row: PollRow) -> tuple[PaperProject, ...]:
    if row.paper is None and row.terms["rule"] == "ranked-list":
        return _lines(row.options or ())
    if row.paper is None:
        numbers = {UUID(proposal_id): number for proposal_id, number in row.numbers.items()}
        return compose(await proposals.accepted(session, row.fund_id), numbers)
    return _lines(row.paper)


def _lines(stored: Iterable[Mapping[str, Any]]) -> tuple[PaperProject, ...]:
    return tuple(
        PaperProject(
            UUID(line["proposal_id"]),
            line["number"],
            line["title"],
            line["cost_cents"],
            UUID(line["area_id"]) if line["area_id"] else None,
            line.get("kind", "project"),
            line.get("saving_cents"),
        )
        for line in stored
    )


async def _acts(session: AsyncSession, poll_id: UUID) -> tuple[Act, ...]:
    found = await session.scalars(select(ActRow).where(ActRow.poll_id == poll_id).order_by(ActRow.act_id))
    return tuple(Act(row.action, row.actor_id, Line(row.at, row.state, row.words, row.by), row.fields) for row in found)
