"""The lot that breaks ties: a seed drawn at publishing, committed to at once, revealed with the outcome."""

import hashlib
import secrets


def draw_seed() -> str:
    """A fresh seed, 64 hexadecimal digits."""
    return secrets.token_hex(32)


def commitment_of(seed: str) -> str:
    """The SHA-256 of the seed's text in hexadecimal: whoever knows the seed later can check it."""
    return hashlib.sha256(seed.encode()).hexdigest()
