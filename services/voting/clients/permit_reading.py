"""Reads permits quickly: one algorithm, one purpose, libsodium. What it cannot vouch for is not refused here."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args
from uuid import UUID

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from services.voting.domain.casting.permit import Permit
from services.voting.domain.polls.poll import Channel

PURPOSE = "permit"
NOT_A_PERMIT = (ValueError, TypeError, KeyError, AttributeError)
"""What claims raise that are none of a permit."""

_ALGORITHMS = ("Ed25519", "EdDSA")
_PSEUDONYM_BYTES = 32
_CHANNELS = get_args(Channel)


def read_all(tokens: Sequence[str], key: VerifyKey, now: float) -> list[Permit | None]:
    """For each token the permit that it is under this key at this time; None if it needs a closer look."""
    return [_read(token, key, now) for token in tokens]


def permit_of(claims: dict[str, Any]) -> Permit:
    """The permit in a token's claims.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: if it is none.
    """
    pseudonym = bytes.fromhex(claims["psn"])
    if claims["ch"] not in _CHANNELS or len(pseudonym) != _PSEUDONYM_BYTES:
        raise ValueError("not a permit")
    area_id = UUID(claims["area"]) if claims["area"] else None
    return Permit(UUID(claims["poll"]), pseudonym, area_id, claims["ch"], claims.get("test") is True)


def decoded(text: str) -> bytes:
    """The bytes behind base64url without padding, written in the one way there is to write them.

    Raises:
        ValueError: if it is written otherwise: two writings of one permit would look like two permits.
    """
    content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if urlsafe_b64encode(content).rstrip(b"=") != text.encode():
        raise ValueError("not base64url as it is written")
    return content


def _read(token: str, key: VerifyKey, now: float) -> Permit | None:
    signed, _, signature = token.rpartition(".")
    header, _, claims = signed.partition(".")
    try:
        if not _is_ours(header):
            return None
        key.verify(signed.encode(), decoded(signature))
        body = json.loads(decoded(claims))
        return permit_of(body) if body["aud"] == PURPOSE and body["exp"] > now else None
    except (BadSignatureError, *NOT_A_PERMIT):
        return None


@lru_cache(maxsize=16)
def _is_ours(header: str) -> bool:
    content = json.loads(decoded(header))
    return isinstance(content, dict) and content.get("alg") in _ALGORITHMS and content.get("kid") == PURPOSE
