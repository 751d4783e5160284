"""Loads a backup's dumps into empty databases, and makes known to these that they were put back."""

import asyncio
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from commonpurse.backups.manifest import Manifest
from commonpurse.embedded import dumps
from commonpurse.embedded.binaries import find_tools
from libs.shared.platform.facts import epochs
from libs.shared.platform.facts.relay import stop_giving_positions
from libs.shared.platform.running import last_backup
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database

# A session that was ended after the backup must not come to life again, nor any be taken for one begun since.
_END_SESSIONS = text("update staff set session_version = session_version + 1000000 + floor(random() * 1000000)::int")
_NOBODY_WORKS = text("delete from worker_notices")


async def load(folder: Path, manifest: Manifest, settings: Settings, services: Collection[ServiceName]) -> None:
    """Fill the services' databases, which are there and empty, with the backup's dumps.

    Raises:
        Trouble: with PostgreSQL's words if a dump does not go in.
    """
    tools = find_tools()
    for name in services:
        address = settings.database_of(name)
        # What lies in a database belongs to its owner, whoever of the server's administrators puts it back.
        whose = await dumps.owner_and_major(address)
        await asyncio.to_thread(dumps.load, tools, folder / manifest.dumps[name].file, address, whose)


async def begin_anew(manifest: Manifest, settings: Settings, services: Collection[ServiceName]) -> None:
    """Let the services' journals begin new epochs; no session of staff goes on."""
    for name in services:
        database = Database(settings.database_of(name))
        try:
            async with database.transaction() as tx:
                await epochs.begin(tx.session, await stop_giving_positions(tx.session), manifest.made_at)
                await last_backup.note(tx.session, manifest.made_at)
                await tx.session.execute(_NOBODY_WORKS)
                await _close_what_must_be_closed(name, tx.session)
        finally:
            await database.aclose()


async def _close_what_must_be_closed(service: ServiceName, session: AsyncSession) -> None:
    if service == "residents":
        await session.execute(_END_SESSIONS)
