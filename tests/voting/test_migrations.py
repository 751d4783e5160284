from pathlib import Path

from libs.shared.platform.storage.database import Database
from libs.shared.platform.storage.migrating import migrate
from services.voting.main import SERVICE
from services.voting.storage.tables import VotingTable
from tests.support.tables import differences


async def test_the_migrations_make_the_tables_that_the_models_describe(a_database: str) -> None:
    await migrate(a_database, Path(SERVICE.migrations))

    database = Database(a_database)
    try:
        assert await differences(database, VotingTable.metadata) == []
    finally:
        await database.aclose()
