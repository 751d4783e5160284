"""Permits: signed by residents, read here.

Checking a signature takes longer than all else that a ballot needs of this process. So permits that arrive together
are checked together in a thread, by libsodium, which lets the event loop go on meanwhile (docs/decisions says more).
"""

import asyncio
import binascii
import json
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args
from uuid import UUID

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from libs.shared.kernel.clock import Clock
from libs.shared.platform.tokens import KeyRing
from services.voting.domain.ballot_errors import PermitIsNotValid
from services.voting.domain.permit import Permit
from services.voting.domain.poll import Channel

PURPOSE = "permit"
_ALGORITHMS = ("Ed25519", "EdDSA")
_PSEUDONYM_BYTES = 32
_CHANNELS = get_args(Channel)


class PermitReader:
    """Reads permits. The key is fetched once; a failure to fetch it is nobody's verdict and is raised as it is."""

    def __init__(self, keys: KeyRing, clock: Clock) -> None:
        self._keys, self._clock = keys, clock
        self._key: VerifyKey | None = None

    async def read_together(self, tokens: Sequence[str]) -> list[Permit | PermitIsNotValid]:
        """For each token its permit, or that it is none."""
        key = await self._public_key()
        return await asyncio.to_thread(_read_all, tokens, key, self._clock.now().timestamp())

    async def _public_key(self) -> VerifyKey:
        if self._key is None:
            jwk = (await self._keys.key(PURPOSE)).as_dict(private=False)
            self._key = VerifyKey(_decoded(str(jwk["x"])))
        return self._key


def _read_all(tokens: Sequence[str], key: VerifyKey, now: float) -> list[Permit | PermitIsNotValid]:
    return [_read(token, key, now) for token in tokens]


def _read(token: str, key: VerifyKey, now: float) -> Permit | PermitIsNotValid:
    try:
        return _permit(_claims(token, key), now)
    except (BadSignatureError, ValueError, TypeError, KeyError, binascii.Error):
        return PermitIsNotValid()


def _claims(token: str, key: VerifyKey) -> dict[str, Any]:
    signed, _, signature = token.rpartition(".")
    header, _, claims = signed.partition(".")
    if not _is_ours(header):
        raise ValueError(header)
    key.verify(signed.encode(), _decoded(signature))
    body = json.loads(_decoded(claims))
    if not isinstance(body, dict):
        raise TypeError(body)
    return body


def _permit(claims: dict[str, Any], now: float) -> Permit:
    pseudonym = bytes.fromhex(claims["psn"])
    is_good = claims["aud"] == PURPOSE and claims["exp"] > now and claims["ch"] in _CHANNELS
    if not is_good or len(pseudonym) != _PSEUDONYM_BYTES:
        raise ValueError("not a permit of now")
    area_id = UUID(claims["area"]) if claims["area"] else None
    return Permit(UUID(claims["poll"]), pseudonym, area_id, claims["ch"])


@lru_cache(maxsize=16)
def _is_ours(header: str) -> bool:
    content = json.loads(_decoded(header))
    return isinstance(content, dict) and content.get("alg") in _ALGORITHMS and content.get("kid") == PURPOSE


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
