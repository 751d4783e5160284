"""Subscribers' secrets: encrypted under the installation's key, and decrypted to sign with."""

from datetime import datetime

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from services.reporting.domain.webhooks.errors import SecretIsLost
from services.reporting.storage.webhooks.tables import SubscriptionRow


def sealed(secret: str, key: bytes) -> bytes:
    """The secret as it is kept."""
    return bytes(SecretBox(key).encrypt(secret.encode()))


def secrets_of(row: SubscriptionRow, key: bytes, now: datetime) -> list[str]:
    """What to sign with: the secret, and for a while the one before it.

    Raises:
        SecretIsLost: if the key does not open them.
    """
    kept = [row.sealed_secret]
    if row.sealed_former and row.former_until and now < row.former_until:
        kept.append(row.sealed_former)
    try:
        return [SecretBox(key).decrypt(one).decode() for one in kept]
    except CryptoError:
        raise SecretIsLost from None
