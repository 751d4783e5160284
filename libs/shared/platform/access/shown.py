"""What a request shows to be let in: the token in its Authorization, and whether it is a secret of the settings."""

from secrets import compare_digest

from pydantic import SecretStr


def is_shown(secret: SecretStr | None, shown: str | None) -> bool:
    """Whether the secret was shown, compared in a time that tells nothing; never, where there is none."""
    return bool(secret and shown and compare_digest(shown.encode(), secret.get_secret_value().encode()))


def bearer_in(authorization: str) -> str:
    """The token of ``Authorization: Bearer``; empty for other schemes."""
    scheme, _, token = authorization.strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
