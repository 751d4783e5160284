"""The tables that a service's migrations have made, beside those that its models describe."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from libs.shared.platform.facts.journal import PlatformTable
from libs.shared.platform.storage.database import Database


async def differences(database: Database, own: MetaData) -> object:
    """What a migration would still have to do, to the service's own tables and to the platform's."""
    described = MetaData()
    for table in (*PlatformTable.metadata.tables.values(), *own.tables.values()):
        table.to_metadata(described)

    def compared(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), described)

    async with database.engine.connect() as connection:
        return await connection.run_sync(compared)
