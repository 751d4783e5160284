"""The workflows that come with Commonpurse stand among those of the council."""

from libs.shared.kernel.clock import Clock
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.workflows.definition import Definition, written
from services.ideas.domain.workflows.shipped import SHIPPED
from services.ideas.storage import workflows
from services.ideas.use_cases.workflows.announce_workflows import announce_workflows


async def keep_shipped_workflows(database: Database, clock: Clock) -> None:
    """Store what is shipped with this release, if it is new, and tell everybody.

    A workflow that the council has changed is left as the council wants it.
    """
    async with database.transaction(is_shown=False) as tx:
        await workflows.lock(tx.session)
        for definition in SHIPPED:
            version = await _next_version(tx, definition)
            if version:
                await workflows.add(tx.session, definition, version, clock.now())
        await announce_workflows(tx)


async def _next_version(tx: Transaction, definition: Definition) -> int | None:
    latest = await workflows.find(tx.session, definition.name)
    if latest is None:
        return 1
    is_the_councils = latest.published_by is not None
    is_it = written(latest.definition) == written(definition)
    return None if is_the_councils or is_it else latest.version + 1
