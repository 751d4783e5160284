"""What followers are to hear, in the database: noted with what happened, gathered when it is time to tell it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from services.ideas.domain.following.follower import Pace
from services.ideas.domain.following.mails import Change
from services.ideas.storage.following.tables import FollowerRow, FollowerTellingRow, FollowRow, NewsRow
from services.ideas.storage.tables import ContactRow, IdeaRow, LineRow, ProposalRow


async def note(
    session: AsyncSession, line_id: int, idea_ids: Sequence[UUID], about: Sequence[UUID], at: datetime
) -> None:
    """Have all who follow one of these hear of the line, each once; but for whoever suggested the ideas, who do."""
    # Whoever left a telephone number is told by staff; if they follow by text, they hear that way alone.
    is_theirs = and_(
        FollowerRow.kind == "email",
        ContactRow.kind == FollowerRow.kind,
        func.lower(ContactRow.address) == func.lower(FollowerRow.address),
    )
    hears_of_it = select(ContactRow.idea_id).where(ContactRow.idea_id.in_(idea_ids), is_theirs).exists()
    to_whom = (
        select(FollowRow.follower_id, literal(line_id), FollowerRow.pace, literal(at))
        .join(FollowerRow, FollowerRow.follower_id == FollowRow.follower_id)
        .where(FollowRow.about_id.in_(about), FollowRow.confirmed_at.is_not(None), ~hears_of_it)
    )
    columns = ["follower_id", "line_id", "pace", "at"]
    await session.execute(insert(NewsRow).from_select(columns, to_whom).on_conflict_do_nothing())


async def gather(session: AsyncSession, until: Mapping[Pace, datetime], now: datetime) -> bool:
    """Make one mail of all that a follower is to hear by now; whether there was something for anybody."""
    is_due = or_(*(and_(NewsRow.pace == pace, NewsRow.at < end) for pace, end in until.items()))
    due = select(FollowerRow.follower_id).join(NewsRow, NewsRow.follower_id == FollowerRow.follower_id)
    due = due.where(NewsRow.telling_id.is_(None), is_due).limit(1)
    follower_id = await session.scalar(due.with_for_update(of=FollowerRow, skip_locked=True, key_share=True))
    if follower_id is None:
        return False
    telling_id = new_id()
    theirs = update(NewsRow).where(NewsRow.follower_id == follower_id, NewsRow.telling_id.is_(None), is_due)
    if (await session.scalars(theirs.values(telling_id=telling_id).returning(NewsRow.line_id))).all():
        await add_telling(session, telling_id, follower_id, "news", now)
    return True


async def add_telling(session: AsyncSession, telling_id: UUID, follower_id: UUID, what: str, now: datetime) -> None:
    """Put a mail among those that wait to be sent."""
    values = {"telling_id": telling_id, "follower_id": follower_id, "what": what}
    await session.execute(
        insert(FollowerTellingRow).values(**values, attempts=0, refusals=0, made_at=now, next_attempt_at=now)
    )


async def changes_told(session: AsyncSession, telling_id: UUID) -> list[Change]:
    """What the mail tells, oldest first, in the words of today: what was taken down meanwhile is told to nobody."""
    told = (
        select(LineRow, IdeaRow, ProposalRow)
        .join(NewsRow, NewsRow.line_id == LineRow.id)
        .outerjoin(IdeaRow, IdeaRow.idea_id == LineRow.idea_id)
        .outerjoin(ProposalRow, ProposalRow.proposal_id == LineRow.proposal_id)
        .where(NewsRow.telling_id == telling_id)
        .order_by(LineRow.id)
    )
    return [_change(*row) for row in await session.execute(told)]


def _change(line: LineRow, idea: IdeaRow | None, proposal: ProposalRow | None) -> Change:
    if idea is not None:
        return Change("idea", idea.number, idea.title if idea.is_public else None, line.by, line.words)
    assert proposal is not None
    return Change("proposal", proposal.number, proposal.title, line.by, line.words)
