from services.residents.storage.tables import ResidentsTable
from tests.residents.conftest import Residents
from tests.support.tables import differences


async def test_migrations_make_the_tables_that_the_models_describe(residents: Residents) -> None:
    assert await differences(residents.runtime.database, ResidentsTable.metadata) == []
