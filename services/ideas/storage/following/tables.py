"""The tables of followers and supporters."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, DateTime, ForeignKey, Index, LargeBinary
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.storage.contact_rows import ContactColumns
from libs.shared.platform.storage.erasing import KeptUntil
from services.ideas.storage.tables import IdeasTable


class FollowerRow(ContactColumns, IdeasTable):
    """An address at which somebody wants to hear of something; nowhere else, and not for ever."""

    __tablename__ = "followers"

    follower_id: Mapped[UUID] = mapped_column(primary_key=True)
    language: Mapped[str]
    pace: Mapped[str]
    secret: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    links_sent: Mapped[list[datetime]] = mapped_column(ARRAY(DateTime(timezone=True)))
    texts_sent: Mapped[list[datetime]] = mapped_column(ARRAY(DateTime(timezone=True)), server_default="{}")

    __table_args__ = (Index("followers_by_address", "kind", sql("lower(address)"), unique=True),)


class FollowRow(IdeasTable):
    """One thing that somebody follows; they hear of it once they have said yes."""

    __tablename__ = "follows"

    follow_id: Mapped[UUID] = mapped_column(primary_key=True)
    follower_id: Mapped[UUID] = mapped_column(ForeignKey("followers.follower_id", ondelete="CASCADE"))
    about: Mapped[str]
    about_id: Mapped[UUID]
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"))
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("follows_of_followers", "follower_id", "about_id", unique=True),
        Index("follows_of_things", "about_id"),
    )


class NewsRow(IdeasTable):
    """A line of a life line that a follower is to hear of; once it is being told, with the telling."""

    __tablename__ = "follower_news"

    follower_id: Mapped[UUID] = mapped_column(ForeignKey("followers.follower_id", ondelete="CASCADE"), primary_key=True)
    line_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("life_lines.id", ondelete="CASCADE"), primary_key=True)
    pace: Mapped[str]
    at: Mapped[datetime]
    telling_id: Mapped[UUID | None] = mapped_column(index=True)

    __table_args__ = (Index("follower_news_waiting", "pace", "at", postgresql_where=sql("telling_id is null")),)


class FollowerTellingRow(IdeasTable):
    """A mail to a follower that waits to be sent. What it says is put into words when it is."""

    __tablename__ = "follower_tellings"

    telling_id: Mapped[UUID] = mapped_column(primary_key=True)
    follower_id: Mapped[UUID] = mapped_column(ForeignKey("followers.follower_id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    made_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    refusals: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(index=True)


class TextDayRow(IdeasTable):
    """How many texts were sent on a day, and how many of them a form asked for."""

    __tablename__ = "text_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    sent: Mapped[int]
    asked: Mapped[int]


class StoppedNumberRow(KeptUntil, IdeasTable):
    """A number that said stop, by a mark that is slow to try."""

    __tablename__ = "stopped_numbers"

    mark: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class SupportRow(IdeasTable):
    """That somebody supports an idea: a mark which says nothing of whom."""

    __tablename__ = "supports"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    supported_at: Mapped[datetime]
