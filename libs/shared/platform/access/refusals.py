"""Why a key opens nothing, each reason with a name of its own, and what a client is told in its headers.

Source: RFC 6750, section 3: the challenge of a refusal names what is wrong with the token.
"""

from typing import ClassVar

from libs.shared.kernel.errors import DomainError


class KeyIsRefused(DomainError):
    """What was shown as a key opens nothing here."""

    status: ClassVar[int] = 401
    title: ClassVar[str]
    error: ClassVar[str | None] = "invalid_token"

    def challenge(self) -> str:
        """What ``WWW-Authenticate`` says."""
        return ", ".join(['Bearer realm="commonpurse"', *([f'error="{self.error}"'] if self.error else [])])


class KeyIsMissing(KeyIsRefused):
    """What is asked for needs a key, and none was shown."""

    code, title, error = "key-is-missing", "A key is missing", None

    def __init__(self) -> None:
        super().__init__("This needs an integrator's key. Show it as Authorization: Bearer. Nothing was done.")


class KeyIsMalformed(KeyIsRefused):
    """What was shown is written in no way that a key is."""

    code, title = "key-is-malformed", "The key is malformed"

    def __init__(self) -> None:
        super().__init__("This is no whole key: perhaps a part of it was lost in copying. Nothing was done.")


class KeyIsNotKnown(KeyIsRefused):
    """No such key was ever given out."""

    code, title = "key-is-not-known", "The key is not known"

    def __init__(self) -> None:
        super().__init__("No such key was given out here. Compare it with the one that you were given.")


class KeyHasExpired(KeyIsRefused):
    """The key, or the token that was got for it, is over its end."""

    code, title = "key-has-expired", "The key has expired"

    def __init__(self) -> None:
        super().__init__("This key or token has expired. Get a new token, or ask the council for a new key.")


class KeyWasRevoked(KeyIsRefused):
    """Somebody took the key back."""

    code, title = "key-was-revoked", "The key was revoked"

    def __init__(self) -> None:
        super().__init__("This key was revoked and opens nothing any more. Ask the council for a new one.")


class KeyIsInTheWrongPlace(KeyIsRefused):
    """A key stands in the address or in another header than Authorization."""

    code, title, error = "key-is-in-the-wrong-place", "The key is in the wrong place", "invalid_request"

    def __init__(self) -> None:
        super().__init__(
            "A key is shown as Authorization: Bearer alone. Addresses are kept in logs and histories: if it stood in "
            "one, have it revoked and ask for another. Nothing was done."
        )


class SeveralKeysAreShown(KeyIsRefused):
    """Two keys in one request: nobody can tell who asks."""

    code, title, error = "several-keys-are-shown", "Several keys are shown", "invalid_request"

    def __init__(self) -> None:
        super().__init__("The request shows more than one key. Show one, as Authorization: Bearer. Nothing was done.")


class ScopeIsMissing(KeyIsRefused):
    """The key is good, and not for this."""

    status = 403
    code, title, error = "scope-is-missing", "The key is not for this", "insufficient_scope"

    def __init__(self, *scopes: str) -> None:
        needed = " or ".join(scopes) if scopes else "a member of staff"
        super().__init__(f"This key is not for that: it takes {needed}. Nothing was done.")
        self.scopes = list(scopes)

    def challenge(self) -> str:
        return super().challenge() + (f', scope="{" ".join(self.scopes)}"' if self.scopes else "")


REFUSALS: tuple[type[KeyIsRefused], ...] = (
    KeyIsMissing,
    KeyIsMalformed,
    KeyIsNotKnown,
    KeyHasExpired,
    KeyWasRevoked,
    KeyIsInTheWrongPlace,
    SeveralKeysAreShown,
    ScopeIsMissing,
)
