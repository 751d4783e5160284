"""The operator lets somebody in again whom no colleague can: the only administrator, without app and paper."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

from libs.shared.platform.acts import act_rows
from libs.shared.platform.acts.noting import Act
from libs.shared.platform.storage.database import Database
from services.residents.storage import second_factors, staff
from services.residents.storage.passwords import Passwords

COMMAND = "COMMAND"
"""Stands in the act log in place of a request's method: it was done at the server, by no account."""


@dataclass(frozen=True, slots=True)
class LetIn:
    """Whose second factor goes. ``password`` is a first one in place of theirs, or None."""

    name: str
    password: str | None = field(default=None, repr=False)


async def let_in(command: LetIn, database: Database, passwords: Passwords) -> bool:
    """Whether there is such an account. It begins anew: no second factor, all sessions ended.

    It counts as changed by somebody else, and is an act in the log, by nobody's account.
    """
    password_hash = await passwords.hash(command.password) if command.password else None
    async with database.transaction() as tx:
        found = await staff.by_name(tx.session, command.name)
        if found is None:
            return False
        row = await staff.by_id(tx.session, found.staff_id)
        await second_factors.forget(tx.session, row.staff_id)
        row.session_version += 1
        row.trusted_since = datetime.now(UTC)
        if password_hash is not None:
            row.password_hash, row.has_own_password = password_hash, False
        what = "second-factor-password" if password_hash else "second-factor"
        entry = await act_rows.append(tx.session, _act(what, str(row.staff_id)), "done")
    act_rows.tell(entry)
    return True


def _act(what: str, staff_id: str) -> Act:
    scope = {"method": COMMAND, "route": SimpleNamespace(path="let-in")}
    return Act("residents", scope, action=what, things={"staff_id": staff_id})
