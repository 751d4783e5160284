from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from libs.shared.platform.database import Database
from libs.shared.platform.journal import PlatformTable
from libs.shared.platform.migrating import migrate
from services.voting.main import SERVICE
from services.voting.storage.tables import VotingTable

OTHERS = {"alembic_version", *PlatformTable.metadata.tables}


async def test_the_migrations_make_the_tables_that_the_models_describe(a_database: str) -> None:
    await migrate(a_database, Path(SERVICE.migrations))

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, *_: name not in OTHERS})
        return list(compare_metadata(context, VotingTable.metadata))

    database = Database(a_database)
    try:
        async with database.engine.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await database.aclose()
