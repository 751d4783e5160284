"""Permits: signed by residents, read here.

Checking a signature takes a third of all that a ballot needs of this process, and Python does one thing at a time. So
in a rush permits are read by an assistant, a process of its own (docs/decisions/0015 has the figures).
"""

from collections.abc import Sequence

from nacl.signing import VerifyKey

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.tokens import KeyRing, TokenIsNotValid
from services.voting.clients.assistant import Assistant
from services.voting.clients.permit_reading import NOT_A_PERMIT, PURPOSE, decoded, permit_of, read_all
from services.voting.domain.casting.ballot_errors import PermitIsNotValid
from services.voting.domain.casting.permit import Permit

_A_RUSH = 8


class PermitReader:
    """Reads permits. A failure to fetch the key is nobody's verdict and is raised as it is."""

    def __init__(self, keys: KeyRing, clock: Clock) -> None:
        self._keys, self._clock, self._assistant = keys, clock, Assistant()
        self._key: VerifyKey | None = None

    async def read_together(self, tokens: Sequence[str]) -> list[Permit | PermitIsNotValid]:
        """For each token its permit, or that it is none."""
        key = self._key = self._key or await self._public_key()
        found = await self._read_quickly(tokens, key)
        return [permit or await self._read_carefully(token) for token, permit in zip(tokens, found, strict=True)]

    async def aclose(self) -> None:
        await self._assistant.aclose()

    async def _read_quickly(self, tokens: Sequence[str], key: VerifyKey) -> list[Permit | None]:
        now = self._clock.now().timestamp()
        if len(tokens) >= _A_RUSH and (found := await self._assistant.read_all(tokens, key, now)) is not None:
            return found
        return read_all(tokens, key, now)

    async def _read_carefully(self, token: str) -> Permit | PermitIsNotValid:
        """What nobody could vouch for goes the way that all services share, which also notices a new key."""
        try:
            permit = permit_of(await self._keys.claims_of(token, PURPOSE))
        except (TokenIsNotValid, *NOT_A_PERMIT):
            return PermitIsNotValid()
        self._key = None
        return permit

    async def _public_key(self) -> VerifyKey:
        return VerifyKey(decoded(str((await self._keys.key(PURPOSE)).as_dict(private=False)["x"])))
