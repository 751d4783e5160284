"""Administrators look at who works with the platform."""

from dataclasses import replace

from libs.shared.platform.storage.database import Database
from services.residents.storage import second_factors, staff
from services.residents.storage.staff import Account


async def list_staff(database: Database) -> list[Account]:
    """Every account, by name."""
    async with database.reading() as session:
        with_one = await second_factors.those_with_one(session)
        return [replace(one, has_second_factor=one.staff_id in with_one) for one in await staff.everyone(session)]
