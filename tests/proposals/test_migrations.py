from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from libs.shared.platform.journal import PlatformTable
from libs.shared.platform.runtime import Runtime
from services.proposals.storage.tables import ProposalsTable


async def test_migrations_make_the_tables_that_the_models_describe(runtime: Runtime) -> None:
    described = MetaData()
    for table in (*PlatformTable.metadata.tables.values(), *ProposalsTable.metadata.tables.values()):
        table.to_metadata(described)

    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), described)

    async with runtime.database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
