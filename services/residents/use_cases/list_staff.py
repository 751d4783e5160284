"""Administrators look at who works with the platform."""

from libs.shared.platform.storage.database import Database
from services.residents.storage import staff
from services.residents.storage.staff import Account


async def list_staff(database: Database) -> list[Account]:
    """Every account, by name."""
    async with database.reading() as session:
        return await staff.everyone(session)
