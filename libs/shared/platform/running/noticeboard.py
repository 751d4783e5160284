"""The list of who is at work, told in the service's database: its processes that only answer read it there."""

import asyncio
import os
import secrets
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import DateTime, Text, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.facts.journal import PlatformTable
from libs.shared.platform.running.attendance import DATABASE
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.telling_of_failures import Row
from libs.shared.platform.storage.database import Database

log = structlog.get_logger()

_TELL_EVERY_S = 5.0
_TO_SAY_GOODBYE_S = 2.0
# Who has said nothing for so long has ended without a word, or is frozen.
_SILENCE = text("interval '30 seconds'")
_FORGET = text("interval '1 day'")


class Notice(PlatformTable):
    """What one process last told of one of its workers."""

    __tablename__ = "worker_notices"

    worker: Mapped[str] = mapped_column(Text, primary_key=True)
    process: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    failure: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str | None] = mapped_column(Text)
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


@dataclass(frozen=True, slots=True)
class Standing:
    """How one of the service's workers stands, wherever it runs."""

    worker: str
    is_at_work: bool
    since: datetime
    failure: str | None = None
    words: str | None = None


async def keep_up_to_date(names: Sequence[str], runtime: Runtime) -> None:
    """Tell how the workers of this process stand, every few seconds, until cancelled; then take the notices down."""
    process = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(2)}"
    row = Row()
    try:
        while True:
            await _try_to_tell(names, process, runtime, row)
            await asyncio.sleep(_TELL_EVERY_S)
    finally:
        with suppress(Exception):
            async with asyncio.timeout(_TO_SAY_GOODBYE_S):
                await _take_down(process, runtime.database)


async def _try_to_tell(names: Sequence[str], process: str, runtime: Runtime, row: Row) -> None:
    line = runtime.attendance.line_of(DATABASE)
    try:
        await _tell(names, process, runtime)
        line.present()
    except Exception as error:  # noqa: BLE001 - workers go on without the board; it is tried again
        line.absent(error)
        kind = type(error).__name__
        if row.is_to_be_told(kind):
            log.warning("noticeboard out of reach", service=runtime.service, failure=kind, **row.counted())


async def _tell(names: Sequence[str], process: str, runtime: Runtime) -> None:
    lines = [runtime.attendance.line_of(name) for name in sorted(names)]
    told = insert(Notice).values(
        worker=bindparam("name"),
        process=process,
        since=bindparam("from_then"),
        failure=bindparam("why"),
        words=bindparam("in_words"),
    )
    newest = {name: told.excluded[name] for name in ("since", "failure", "words")} | {"seen_at": func.now()}
    put_up = told.on_conflict_do_update(index_elements=["worker", "process"], set_=newest)
    async with runtime.database.transaction(is_shown=False) as tx:
        await tx.session.execute(text("set local synchronous_commit to off"))  # the next word comes soon
        connection = await tx.session.connection()
        await connection.execute(
            put_up,
            [
                {"name": line.name, "from_then": line.since, "why": line.failure, "in_words": line.words}
                for line in lines
            ],
        )
        await tx.session.execute(delete(Notice).where(Notice.seen_at < func.now() - _FORGET))


async def _take_down(process: str, database: Database) -> None:
    async with database.transaction(is_shown=False) as tx:
        await tx.session.execute(delete(Notice).where(Notice.process == process))


async def read(session: AsyncSession) -> dict[str, Standing]:
    """How the workers stand of which any process has told. One that works somewhere is at work."""
    is_silent = Notice.seen_at < func.now() - _SILENCE
    notices = await session.execute(
        select(Notice.worker, Notice.since, Notice.failure, Notice.words, Notice.seen_at, is_silent.label("is_silent"))
        # Of several processes the one that is best off is the last to be read, and stays.
        .order_by(Notice.worker, is_silent.desc(), Notice.failure.is_not(None).desc(), Notice.since.desc())
    )
    return {
        told.worker: Standing(told.worker, False, told.seen_at, "no sign of life")
        if told.is_silent
        else Standing(told.worker, told.failure is None, told.since, told.failure, told.words)
        for told in notices
    }


async def standings(names: Sequence[str], runtime: Runtime, session: AsyncSession | None) -> list[Standing]:
    """How each of the workers stands: by this process's own list, else by the board, if it can be read."""
    known = {} if session is None else await read(session)
    for name, line in runtime.attendance.lines.items():
        known[name] = Standing(name, line.is_at_work, line.since, line.failure, line.words)
    return [known[name] for name in names if name in known]
