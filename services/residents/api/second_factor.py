"""The second factor of an account: an authenticator app, and recovery codes on paper."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.access.staff import Staff, staff_with
from libs.shared.platform.api.described import responses
from services.residents.api.at_hand import SHOWN_ONCE, TheAttempts, TheClock, TheDatabase, TheRuntime, TheVault
from services.residents.api.bodies import (
    BegunFactorBody,
    ConfirmedFactorBody,
    FactorCodeBody,
    OwnAccountBody,
    SessionBody,
)
from services.residents.api.first_steps import Entering
from services.residents.use_cases.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    drop_second_factor,
    reset_second_factor,
)
from services.residents.use_cases.sign_in import see_own_account, session_of

router = APIRouter(prefix="/api/residents/v1/staff", tags=["staff"])


@router.get("/me", responses=responses(404))
async def own_account(staff_id: Entering, database: TheDatabase, runtime: TheRuntime) -> OwnAccountBody:
    """Your account, and what you must do first: choose a ``password`` of your own, set a ``second-factor`` up."""
    return OwnAccountBody.model_validate(await see_own_account(staff_id, database, is_strict=runtime.own["is_strict"]))


@router.post("/me/second-factor", status_code=201)
async def begun(staff_id: Entering, response: Response, database: TheDatabase, vault: TheVault) -> BegunFactorBody:
    """Set a second factor up: the secret for your authenticator app, shown this once. Confirm it with a code."""
    response.headers.update(SHOWN_ONCE)
    return BegunFactorBody.model_validate(await begin_second_factor(staff_id, database, vault))


@router.put("/me/second-factor", responses=responses(429))
async def confirmed(
    body: FactorCodeBody,
    staff_id: Entering,
    response: Response,
    database: TheDatabase,
    vault: TheVault,
    attempts: TheAttempts,
    clock: TheClock,
    runtime: TheRuntime,
) -> ConfirmedFactorBody:
    """Show by a code that your app has the secret. From now on signing in takes a code.

    The answer has ten recovery codes, shown this once, and a new session; all others of your account end.
    """
    response.headers.update(SHOWN_ONCE)
    codes = await confirm_second_factor(staff_id, body.code, database, vault, attempts, clock)
    session = await session_of(staff_id, database, vault, clock, is_strict=runtime.own["is_strict"])
    return ConfirmedFactorBody(recovery_codes=codes, session=SessionBody.of(session))


@router.post("/me/second-factor/end", status_code=204, responses=responses(429))
async def ended(
    body: FactorCodeBody,
    staff_id: Entering,
    database: TheDatabase,
    vault: TheVault,
    attempts: TheAttempts,
    clock: TheClock,
) -> None:
    """Take your second factor away, with a code of it, to set up another one. All your sessions end."""
    await drop_second_factor(staff_id, body.code, database, vault, attempts, clock)


@router.delete("/{staff_id}/second-factor", status_code=204)
async def reset(
    staff_id: UUID, administrator: Annotated[Staff, Depends(staff_with("administrator"))], database: TheDatabase
) -> None:
    """Take a colleague's second factor away who lost app and recovery codes. It is not for your own account."""
    await reset_second_factor(staff_id, administrator.staff_id, database)
