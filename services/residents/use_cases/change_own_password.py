"""A member of staff chooses a password of their own, which whoever made the account does not know."""

from uuid import UUID

from libs.shared.platform.access.attempts import Attempts, Limit
from libs.shared.platform.storage.database import Database
from services.residents.domain.errors import OldPasswordIsWrong
from services.residents.domain.password import demand_strong
from services.residents.storage import how_often, staff
from services.residents.storage.passwords import Passwords


async def change_own_password(
    staff_id: UUID, old: str, new: str, database: Database, passwords: Passwords, tried: Attempts
) -> None:
    """The account has the new password, and all its sessions end. Since when it is trusted does not change.

    Raises:
        OldPasswordIsWrong: if it is.
        PasswordIsTooWeak: if the new one is short or common.
        TooManyAttempts: after too many wrong old ones.
    """
    limits = [Limit(how_often.WRONG_PASSWORDS_OF_A_CLIENT, f"own {staff_id}")]
    async with database.transaction() as tx:
        row = await staff.by_id(tx.session, staff_id)
        demand_strong(new, row.name)
        async with tried.guessing(limits):
            if not await passwords.matches(old, row.password_hash, str(staff_id)):
                raise OldPasswordIsWrong
        row.password_hash = await passwords.hash(new)
        row.has_own_password = True
        row.session_version += 1
