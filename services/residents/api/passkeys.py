"""Passkeys of an account: a finger, a face or a PIN on one's own device in place of the app's code."""

from uuid import UUID

from fastapi import APIRouter, Response

from libs.shared.platform.access.clients import TheStaffClient
from libs.shared.platform.acts import noting
from libs.shared.platform.api.described import responses
from services.residents.api.at_hand import (
    SHOWN_ONCE,
    TheAttempts,
    TheClock,
    TheDatabase,
    ThePasswords,
    TheRuntime,
    TheVault,
)
from services.residents.api.bodies import (
    FactorCodeBody,
    NewPasskeyBody,
    PasskeyAnswerBody,
    PasskeyBody,
    PasskeyQuestionBody,
    PasskeysBody,
    PasswordBody,
    SessionBody,
)
from services.residents.api.first_steps import Entering
from services.residents.use_cases.passkeys import (
    Answered,
    begin_passkey,
    begin_sign_in,
    drop_passkey,
    finish_passkey,
    finish_sign_in,
    list_passkeys,
)
from services.residents.use_cases.sign_in import SignIn

router = APIRouter(prefix="/api/residents/v1/staff", tags=["staff"])


@router.get("/me/passkeys")
async def own_passkeys(staff_id: Entering, database: TheDatabase, runtime: TheRuntime) -> PasskeysBody:
    """Your passkeys."""
    found = [PasskeyBody.model_validate(one) for one in await list_passkeys(staff_id, database)]
    return PasskeysBody(items=found, total=len(found), are_possible=runtime.own["site"] is not None)


@router.post("/me/passkeys/questions", status_code=201, responses=responses(429))
async def passkey_begun(
    body: FactorCodeBody,
    staff_id: Entering,
    response: Response,
    database: TheDatabase,
    vault: TheVault,
    attempts: TheAttempts,
    clock: TheClock,
    runtime: TheRuntime,
) -> PasskeyQuestionBody:
    """Begin a passkey, with a code of your second factor. The question waits five minutes for one answer."""
    response.headers.update(SHOWN_ONCE)
    site = runtime.own["site"]
    return PasskeyQuestionBody.model_validate(
        await begin_passkey(staff_id, body.code, site, database, vault, attempts, clock)
    )


@router.post("/me/passkeys", status_code=201)
async def passkey_made(
    body: NewPasskeyBody, staff_id: Entering, database: TheDatabase, clock: TheClock, runtime: TheRuntime
) -> PasskeyBody:
    """The passkey that your browser made, with a name. From now on you can sign in with it in place of a code."""
    answered = Answered(body.ticket, body.answer)
    made = await finish_passkey(staff_id, body.name, answered, runtime.own["site"], database, clock)
    return PasskeyBody.model_validate(made)


@router.post("/me/passkeys/{passkey_id}/end", status_code=204, responses=responses(429))
async def passkey_ended(
    passkey_id: UUID,
    body: FactorCodeBody,
    staff_id: Entering,
    database: TheDatabase,
    vault: TheVault,
    attempts: TheAttempts,
    clock: TheClock,
) -> None:
    """Take a passkey away, with a code of your second factor. All your sessions end."""
    await drop_passkey(staff_id, passkey_id, body.code, database, vault, attempts, clock)


@router.post("/passkey-questions", status_code=201, responses=responses(401))
async def sign_in_begun(
    body: PasswordBody,
    response: Response,
    database: TheDatabase,
    passwords: ThePasswords,
    attempts: TheAttempts,
    clock: TheClock,
    client: TheStaffClient,
    runtime: TheRuntime,
) -> PasskeyQuestionBody:
    """Name and password, then a passkey in place of a code: the question, which waits five minutes for an answer."""
    noting.came_from(client, runtime.settings.parts_secret)
    response.headers.update(SHOWN_ONCE)
    command = SignIn(body.name, body.password.get_secret_value(), client)
    site = runtime.own["site"]
    return PasskeyQuestionBody.model_validate(await begin_sign_in(command, site, database, passwords, attempts, clock))


@router.post("/passkey-sessions", status_code=201, responses=responses(401, 403, 429))
async def signed_in_by_passkey(
    body: PasskeyAnswerBody,
    response: Response,
    database: TheDatabase,
    vault: TheVault,
    attempts: TheAttempts,
    clock: TheClock,
    runtime: TheRuntime,
) -> SessionBody:
    """A token for eight hours, for the passkey's answer."""
    response.headers.update(SHOWN_ONCE)
    answered, site = Answered(body.ticket, body.answer), runtime.own["site"]
    is_strict = runtime.own["is_strict"]
    session = await finish_sign_in(answered, site, database, vault, attempts, clock, is_strict=is_strict)
    return SessionBody.of(session)
