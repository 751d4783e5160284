"""The council's staff: sessions and accounts."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.access.clients import TheStaffClient
from libs.shared.platform.access.staff import STAFF_PURPOSE, Bearer, staff_with
from libs.shared.platform.acts import noting
from libs.shared.platform.api.described import responses
from libs.shared.platform.api.versions import SeenVersions
from services.residents.api.at_hand import TheAttempts, TheClock, TheDatabase, ThePasswords, TheRuntime, TheVault
from services.residents.api.bodies import (
    AccountBody,
    ChangedStaffBody,
    NamesBody,
    NewStaffBody,
    OwnPasswordBody,
    SessionBody,
    SignInBody,
    StaffListBody,
)
from services.residents.api.first_steps import Entering
from services.residents.use_cases.change_own_password import change_own_password
from services.residents.use_cases.change_staff import ChangeStaff, change_staff
from services.residents.use_cases.employ_staff import EmployStaff, employ_staff
from services.residents.use_cases.list_staff import list_staff
from services.residents.use_cases.sign_in import SignIn, sign_in
from services.residents.use_cases.watch_sessions import demand_going_on, end_sessions

router = APIRouter(prefix="/api/residents/v1/staff", tags=["staff"])

_administrator = [Depends(staff_with("administrator"))]


@router.post("/sessions", status_code=201, responses=responses(401))
async def begin_session(
    body: SignInBody,
    response: Response,
    database: TheDatabase,
    vault: TheVault,
    passwords: ThePasswords,
    attempts: TheAttempts,
    clock: TheClock,
    client: TheStaffClient,
    runtime: TheRuntime,
) -> SessionBody:
    """A token for eight hours. Officers and administrators need a second factor; see ``must`` of the answer.

    It ends after an hour in which nothing was done with it, and at once when it is signed out, and when the account is
    disabled, reset, or given other roles.
    """
    noting.came_from(client, runtime.settings.parts_secret)
    command = SignIn(body.name, body.password.get_secret_value(), client, body.code)
    is_strict = runtime.own["is_strict"]
    session = await sign_in(command, database, vault, passwords, attempts, clock, is_strict=is_strict)
    response.headers["Cache-Control"] = "no-store"
    return SessionBody.of(session)


@router.get("/sessions/current", status_code=204)
async def going_on(runtime: TheRuntime, bearer: Bearer, database: TheDatabase) -> None:
    """Whether the session of the token goes on: 204 if it does, 401 if it has ended. Every service asks this."""
    claims = await runtime.keys.claims_of(bearer.credentials if bearer else "", STAFF_PURPOSE)
    session_id = UUID(claims["sid"]) if "sid" in claims else None
    await demand_going_on(UUID(claims["sub"]), int(claims.get("ver", 0)), session_id, database)


@router.delete("/sessions/current", status_code=204)
async def signed_out(staff_id: Entering, database: TheDatabase) -> None:
    """Sign out: every session of your account ends, on whatever device."""
    await end_sessions(staff_id, database)


@router.put("/me/password", status_code=204, responses=responses(429))
async def own_password(
    body: OwnPasswordBody,
    staff_id: Entering,
    database: TheDatabase,
    passwords: ThePasswords,
    attempts: TheAttempts,
) -> None:
    """Give yourself another password. Every session of your account ends: sign in with the new one."""
    words = body.old.get_secret_value(), body.new.get_secret_value()
    await change_own_password(staff_id, *words, database, passwords, attempts)


@router.delete("/{staff_id}/sessions", status_code=204, dependencies=_administrator)
async def ended_sessions(staff_id: UUID, database: TheDatabase) -> None:
    """End every session of the account."""
    await end_sessions(staff_id, database)


@router.get("", dependencies=_administrator)
async def all_staff(database: TheDatabase) -> StaffListBody:
    """Every account, by name."""
    accounts = [AccountBody.model_validate(account) for account in await list_staff(database)]
    return StaffListBody(items=accounts, total=len(accounts))


@router.get("/names", dependencies=[Depends(staff_with("auditor", "administrator"))])
async def names(database: TheDatabase) -> NamesBody:
    """Whose account an id in the act log is. The log itself holds no name."""
    return NamesBody(items={account.staff_id: account.name for account in await list_staff(database)})


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
