"""Integrators' accounts over HTTP: administrators keep them; whoever holds a key may ask what it is for."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.access.clients import our_own_part
from libs.shared.platform.access.integrators import KeyShown
from libs.shared.platform.access.refusals import KeyIsMissing
from libs.shared.platform.access.staff import staff_with
from services.residents.api.at_hand import SHOWN_ONCE, TheClock, TheDatabase, TheVault
from services.residents.api.integrators.bodies import (
    GivenKeyBody,
    IntegratorBody,
    IntegratorsBody,
    KnownBody,
    NewIntegratorBody,
    NewKeyBody,
    ScopesBody,
)
from services.residents.use_cases.integrators.keep_accounts import (
    GiveKey,
    give_key,
    list_accounts,
    make_account,
    revoke_key,
    scopes_of,
)
from services.residents.use_cases.integrators.know_keys import know_key

router = APIRouter(prefix="/api/residents/v1/integrators", tags=["integrators"])

_administrator = [Depends(staff_with("administrator"))]


@router.get("/current")
async def whose_key(shown: KeyShown, database: TheDatabase, vault: TheVault, clock: TheClock) -> KnownBody:
    """Whose key is shown, and what it is for: every service asks this. 401 says why a key opens nothing."""
    if shown is None:
        raise KeyIsMissing
    return KnownBody.model_validate(await know_key(shown.credentials, database, vault, clock))


@router.get("", dependencies=_administrator)
async def integrators(database: TheDatabase) -> IntegratorsBody:
    """Every integrator by name, with the keys."""
    found = [IntegratorBody.model_validate(one) for one in await list_accounts(database)]
    return IntegratorsBody(items=found, total=len(found))


@router.post("", status_code=201, dependencies=_administrator)
async def new_integrator(body: NewIntegratorBody, database: TheDatabase, clock: TheClock) -> IntegratorBody:
    """A new account, without keys. Its id is the ``client_id``."""
    return IntegratorBody.model_validate(await make_account(body.name, database, clock))


@router.get("/{integrator_id}/scopes", dependencies=[Depends(our_own_part)])
async def scopes(integrator_id: UUID, database: TheDatabase, clock: TheClock) -> ScopesBody:
    """What any of the integrator's keys opens now: services ask that do something for it while it shows none."""
    return ScopesBody(scopes=await scopes_of(integrator_id, database, clock))


@router.post("/{integrator_id}/keys", status_code=201, dependencies=_administrator)
async def new_key(
    integrator_id: UUID, body: NewKeyBody, response: Response, database: TheDatabase, clock: TheClock
) -> GivenKeyBody:
    """A new key, which is shown this once: a digest of it is kept."""
    command = GiveKey(integrator_id, body.name, body.scopes, body.days, body.per_minute)
    given = await give_key(command, database, clock)
    response.headers.update(SHOWN_ONCE)
    return GivenKeyBody.of(given)


@router.delete("/{integrator_id}/keys/{integrator_key_id}", status_code=204, dependencies=_administrator)
async def revoked_key(integrator_id: UUID, integrator_key_id: UUID, database: TheDatabase, clock: TheClock) -> None:
    """Take a key back: it, and every token that was got for it, opens nothing from now on."""
    await revoke_key(integrator_id, integrator_key_id, database, clock)
