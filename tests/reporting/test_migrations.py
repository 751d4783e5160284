from pathlib import Path

from libs.shared.platform.storage.database import Database
from libs.shared.platform.storage.migrating import migrate
from services.reporting.main import SERVICE
from services.reporting.storage.tables import ReportingTable
from tests.support.tables import differences


async def test_the_migrations_make_the_tables_that_the_models_describe(a_database: str) -> None:
    await migrate(a_database, Path(SERVICE.migrations))

    database = Database(a_database)
    try:
        assert await differences(database, ReportingTable.metadata) == []
    finally:
        await database.aclose()
