"""The public keys of residents."""

from fastapi import APIRouter

from services.residents.api.at_hand import TheVault
from services.residents.api.bodies import KeysBody

router = APIRouter(prefix="/api/residents/v1/keys", tags=["keys"])


@router.get("")
async def keys(vault: TheVault) -> KeysBody:
    """The keys with which anyone can check a staff token (kid ``staff``) or a permit (kid ``permit``)."""
    return KeysBody(keys=vault.public_keys())
