"""The council's staff: sessions and accounts."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.access.submissions import TheClient
from libs.shared.platform.api.versions import SeenVersions
from services.residents.api.at_hand import TheAttempts, TheClock, TheDatabase, ThePasswords, TheVault
from services.residents.api.bodies import (
    AccountBody,
    ChangedStaffBody,
    NewStaffBody,
    SessionBody,
    SignInBody,
    StaffBody,
    StaffListBody,
)
from services.residents.use_cases.change_staff import ChangeStaff, change_staff
from services.residents.use_cases.employ_staff import EmployStaff, employ_staff
from services.residents.use_cases.list_staff import list_staff
from services.residents.use_cases.sign_in import SignIn, sign_in

router = APIRouter(prefix="/api/residents/v1/staff", tags=["staff"])

_administrator = [Depends(staff_with("administrator"))]


@router.post("/sessions", status_code=201)
async def begin_session(
    body: SignInBody,
    response: Response,
    database: TheDatabase,
    vault: TheVault,
    passwords: ThePasswords,
    attempts: TheAttempts,
    clock: TheClock,
    client: TheClient = None,
) -> SessionBody:
    """A token for eight hours. It is signed, not stored: to sign out, forget it.

    A disabled account, or changed roles, take effect with the next session.
    """
    command = SignIn(body.name, body.password.get_secret_value(), client)
    session = await sign_in(command, database, vault, passwords, attempts, clock)
    response.headers["Cache-Control"] = "no-store"
    staff = StaffBody.model_validate(session.account)
    return SessionBody(token=session.token, expires_at=session.expires_at, staff=staff)


@router.get("", dependencies=_administrator)
async def all_staff(database: TheDatabase) -> StaffListBody:
    """Every account, by name."""
    accounts = [AccountBody.model_validate(account) for account in await list_staff(database)]
    return StaffListBody(items=accounts, total=len(accounts))


@router.post("", status_code=201, dependencies=_administrator)
async def new_staff(body: NewStaffBody, database: TheDatabase, passwords: ThePasswords) -> AccountBody:
    """A new account."""
    command = EmployStaff(body.name, body.roles, body.password.get_secret_value())
    return AccountBody.model_validate(await employ_staff(command, database, passwords))


@router.patch("/{staff_id}", dependencies=_administrator)
async def changed_staff(
    staff_id: UUID, body: ChangedStaffBody, database: TheDatabase, passwords: ThePasswords, seen: SeenVersions
) -> AccountBody:
    """An account with other roles, another password, disabled or enabled again."""
    password = body.password.get_secret_value() if body.password else None
    command = ChangeStaff(staff_id, body.roles, body.is_disabled, password, seen)
    return AccountBody.model_validate(await change_staff(command, database, passwords))
