"""Permits: signed by residents, read here.

Checking a signature takes longer than all else that a ballot needs of this process. So permits that arrive together
are checked together in a thread, by libsodium, which lets the event loop go on meanwhile (docs/decisions says more).
"""

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args
from uuid import UUID

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from libs.shared.kernel.clock import Clock
from libs.shared.platform.tokens import KeyRing, TokenIsNotValid
from services.voting.domain.ballot_errors import PermitIsNotValid
from services.voting.domain.permit import Permit
from services.voting.domain.poll import Channel

PURPOSE = "permit"
_ALGORITHMS = ("Ed25519", "EdDSA")
_PSEUDONYM_BYTES = 32
_CHANNELS = get_args(Channel)
_NOT_A_PERMIT = (ValueError, TypeError, KeyError, AttributeError)


class PermitReader:
    """Reads permits. A failure to fetch the key is nobody's verdict and is raised as it is."""

    def __init__(self, keys: KeyRing, clock: Clock) -> None:
        self._keys, self._clock = keys, clock
        self._key: VerifyKey | None = None

    async def read_together(self, tokens: Sequence[str]) -> list[Permit | PermitIsNotValid]:
        """For each token its permit, or that it is none."""
        key = self._key = self._key or await self._public_key()
        found = await asyncio.to_thread(_read_all, tokens, key, self._clock.now().timestamp())
        return [permit or await self._read_again(token) for token, permit in zip(tokens, found, strict=True)]

    async def _read_again(self, token: str) -> Permit | PermitIsNotValid:
        """What the quick way cannot read goes the careful way, which also notices a new key."""
        try:
            claims = await self._keys.claims_of(token, PURPOSE)
            permit = _permit(claims)
        except (TokenIsNotValid, *_NOT_A_PERMIT):
            return PermitIsNotValid()
        self._key = None
        return permit

    async def _public_key(self) -> VerifyKey:
        return VerifyKey(_decoded(str((await self._keys.key(PURPOSE)).as_dict(private=False)["x"])))


def _read_all(tokens: Sequence[str], key: VerifyKey, now: float) -> list[Permit | None]:
    return [_read(token, key, now) for token in tokens]


def _read(token: str, key: VerifyKey, now: float) -> Permit | None:
    signed, _, signature = token.rpartition(".")
    header, _, claims = signed.partition(".")
    try:
        if not _is_ours(header):
            return None
        key.verify(signed.encode(), _decoded(signature))
        body = json.loads(_decoded(claims))
        return _permit(body) if body["aud"] == PURPOSE and body["exp"] > now else None
    except (BadSignatureError, *_NOT_A_PERMIT):
        return None


def _permit(claims: dict[str, Any]) -> Permit:
    pseudonym = bytes.fromhex(claims["psn"])
    if claims["ch"] not in _CHANNELS or len(pseudonym) != _PSEUDONYM_BYTES:
        raise ValueError("not a permit")
    area_id = UUID(claims["area"]) if claims["area"] else None
    return Permit(UUID(claims["poll"]), pseudonym, area_id, claims["ch"])


@lru_cache(maxsize=16)
def _is_ours(header: str) -> bool:
    content = json.loads(_decoded(header))
    return isinstance(content, dict) and content.get("alg") in _ALGORITHMS and content.get("kid") == PURPOSE


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
