"""Signatures by which a subscriber knows that a webhook is ours. Source: Standard Webhooks 1.0.0."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """A secret as it is given out."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed(message_id: str, at: int, body: bytes, keys: Sequence[str]) -> dict[str, str]:
    """The three headers; while a secret is being replaced, a signature by each of the two.

    Args:
        at: Seconds since 1970, of this attempt.
    """
    content = f"{message_id}.{at}.".encode() + body
    signatures = " ".join(f"v1,{_signature(key, content)}" for key in keys)
    return {"webhook-id": message_id, "webhook-timestamp": str(at), "webhook-signature": signatures}


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
