"""Signed tokens (JWT, EdDSA over Ed25519): what ``residents`` vouches for, and how others check it."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.errors import DomainError
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell

_ALGORITHM = "Ed25519"
_BETWEEN_FETCHES = timedelta(minutes=1)


class TokenIsNotValid(DomainError):
    """The token is missing, forged, expired, or meant for something else."""

    code = "token-is-not-valid"


class TokenIsNotOurs(TokenIsNotValid):
    """No key that we know has signed the token; perhaps one that we do not know yet."""


class SigningKey:
    """An Ed25519 key pair, made from a 32-byte seed, that signs tokens of one purpose."""

    def __init__(self, seed: bytes, purpose: str) -> None:
        self.purpose = purpose
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        pair: dict[str, str | list[str]] = {
            "kty": "OKP",
            "crv": "Ed25519",
            "d": _encoded(seed),
            "x": _encoded(public),
            "kid": purpose,
        }
        self._key = OKPKey.import_key(pair)

    def sign(self, claims: Mapping[str, Any], *, expires_at: datetime) -> str:
        """A compact token with the claims, the purpose as its audience, and its expiry."""
        body = dict(claims) | {"aud": self.purpose, "exp": int(expires_at.timestamp())}
        return jwt.encode({"alg": _ALGORITHM, "kid": self.purpose}, body, self._key, algorithms=[_ALGORITHM])

    def claims_of(self, token: str, now: datetime) -> dict[str, Any]:
        """The claims of a token of its own.

        Raises:
            TokenIsNotValid: if it is none, or has expired.
        """
        return verify(token, self._key, self.purpose, now)

    def public(self) -> dict[str, Any]:
        """The public half as a JWK."""
        return dict(self._key.as_dict(private=False)) | {"kid": self.purpose, "use": "sig", "alg": _ALGORITHM}


def verify(token: str, public_key: OKPKey, purpose: str, now: datetime) -> dict[str, Any]:
    """The token's claims.

    Raises:
        TokenIsNotOurs: if that key has not signed it.
        TokenIsNotValid: if it is for another purpose, or has expired.
    """
    _demand_one_writing(token)
    try:
        claims = jwt.decode(token, public_key, algorithms=[_ALGORITHM]).claims
    except (JoseError, ValueError):
        raise TokenIsNotOurs("the token is not one of ours") from None
    if claims.get("aud") != purpose:
        raise TokenIsNotValid("the token is meant for something else")
    expires_at = claims.get("exp")
    if not isinstance(expires_at, int) or expires_at <= now.timestamp():
        raise TokenIsNotValid("the token has expired")
    return dict(claims)


def _demand_one_writing(token: str) -> None:
    """Base64 can be written with padding or with stray bits at its end; then one token would look like several."""
    for part in token.split("."):
        try:
            is_as_written = _encoded(urlsafe_b64decode(part + "=" * (-len(part) % 4))) == part
        except ValueError:
            is_as_written = False
        if not is_as_written:
            raise TokenIsNotValid("the token is not written as ours are")


class KeyRing:
    """The public keys of ``residents``: fetched once, and again when a token's signature is unknown."""

    def __init__(self, neighbours: Neighbours, clock: Clock) -> None:
        self._neighbours, self._clock = neighbours, clock
        self._keys: dict[str, OKPKey] = {}
        self._fetched_at: datetime | None = None
        self._fetching = asyncio.Lock()

    async def claims_of(self, token: str, purpose: str) -> dict[str, Any]:
        """The claims of a token for the purpose.

        Raises:
            TokenIsNotValid: if it is none.
        """
        key = await self.key(purpose)
        try:
            return verify(token, key, purpose, self._clock.now())
        except TokenIsNotOurs:
            await self._fetch_unless_fresh()
            if self._keys.get(purpose) in (None, key):
                raise
            return verify(token, self._keys[purpose], purpose, self._clock.now())

    async def key(self, purpose: str) -> OKPKey:
        """The public key for the purpose."""
        if purpose not in self._keys:
            await self._fetch_unless_fresh()
        if purpose not in self._keys:
            raise TokenIsNotValid(f"there is no key for {purpose}")
        return self._keys[purpose]

    async def _fetch_unless_fresh(self) -> None:
        # Whoever sends forged tokens must not make us ask residents at each.
        async with self._fetching:
            now = self._clock.now()
            if self._fetched_at is None or now - self._fetched_at >= _BETWEEN_FETCHES:
                await self._fetch()
                self._fetched_at = now

    async def _fetch(self) -> None:
        answer = await self._neighbours.client("residents").get("/api/residents/v1/keys")
        if answer.is_error:
            raise NeighbourIsUnwell(f"residents answered {answer.status_code} when asked for its keys")
        known = {kid: key.as_dict(private=False) for kid, key in self._keys.items()}
        for found in answer.json()["keys"]:
            key = OKPKey.import_key(found)
            if key.as_dict(private=False) != known.get(found["kid"]):
                self._keys[found["kid"]] = key


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
