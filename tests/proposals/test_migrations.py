from libs.shared.platform.running.runtime import Runtime
from services.proposals.storage.tables import ProposalsTable
from tests.support.tables import differences


async def test_migrations_make_the_tables_that_the_models_describe(runtime: Runtime) -> None:
    assert await differences(runtime.database, ProposalsTable.metadata) == []
