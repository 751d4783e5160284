"""Every key of residents, derived from the one secret of the settings."""

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from libs.shared.platform.access.staff import STAFF_PURPOSE
from libs.shared.platform.access.tokens import SigningKey

PERMIT_PURPOSE = "permit"
FIRST_STEPS_PURPOSE = "first-steps"
"""Of a token that is good for a password of one's own and a second factor, here, and for nothing anywhere else."""

INTEGRATOR_PURPOSE = "integrator"
"""Of a token that was got for an integrator's key. Residents alone checks it: it is asked each time."""


@dataclass(frozen=True)
class Vault:
    """What signs and what seasons. None of it is in the database."""

    staff_key: SigningKey
    permit_key: SigningKey
    code_pepper: bytes
    poll_key_root: bytes
    first_steps_key: SigningKey
    integrator_key: SigningKey
    second_factor_key: bytes
    recovery_pepper: bytes
    fingerprint: bytes
    """By this the database knows the secret again; nothing can be made from it."""

    def public_keys(self) -> list[dict[str, Any]]:
        """The public halves of the signing keys as JWKs."""
        return [self.staff_key.public(), self.permit_key.public()]


def open_vault(secret: bytes) -> Vault:
    """The keys that this secret stands for; the same secret always opens the same vault."""

    def derived(purpose: str) -> bytes:
        # Source: RFC 5869. The secret is random and long, so no salt is needed.
        return HKDF(SHA256(), 32, salt=None, info=f"commonpurse residents: {purpose}".encode()).derive(secret)

    return Vault(
        staff_key=SigningKey(derived("staff tokens"), STAFF_PURPOSE),
        permit_key=SigningKey(derived("permits"), PERMIT_PURPOSE),
        code_pepper=derived("invitation codes"),
        poll_key_root=derived("poll keys"),
        first_steps_key=SigningKey(derived("first steps of staff"), FIRST_STEPS_PURPOSE),
        integrator_key=SigningKey(derived("integrators' tokens"), INTEGRATOR_PURPOSE),
        second_factor_key=derived("second factors"),
        recovery_pepper=derived("recovery codes"),
        fingerprint=derived("fingerprint"),
    )
