"""The second factor: codes of an authenticator app, and recovery codes on paper for when the app is lost.

Sources: RFC 6238 (time-based codes), NIST SP 800-63B-4, 3.1.4 (each code once), 3.1.2 (recovery codes).
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

import pyotp

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.typed_text import code_signs

NEEDS_A_SECOND_FACTOR = frozenset({"administrator", "returning-officer"})
"""Who can make accounts, and who can end a vote."""

RECOVERY_CODES = 10
_ISSUER = "Commonpurse"
_STEP_S = 30
_DRIFT = (0, -1, 1)  # clocks differ by half a minute; most are right
_BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_GROUPS, _IN_A_GROUP = 4, 4
_APP_CODE = re.compile(r"\d{6}")


class SecondFactorIsNeeded(DomainError):
    """The password is right; a code of the authenticator app must come with it."""

    code = "second-factor-is-needed"

    def __init__(self) -> None:
        super().__init__("Send the code that your authenticator app shows, too.")


class SecondFactorIsWrong(DomainError):
    """The code is wrong, too old, or was used already."""

    code = "second-factor-is-wrong"

    def __init__(self) -> None:
        super().__init__("The code is wrong, too old, or was used already. Take the next one that the app shows.")


class SecondFactorIsThere(DomainError):
    """The account has a second factor already; take that away first, with a code of it."""

    code = "second-factor-is-there"

    def __init__(self) -> None:
        super().__init__("The account has a second factor already.")


class SecondFactorIsMissing(DomainError):
    """The account has no second factor, or none that was begun."""

    code = "second-factor-is-missing"

    def __init__(self) -> None:
        super().__init__("The account has no second factor.")


class SecondFactorIsYourOwn(DomainError):
    """Nobody takes their own second factor away as an administrator does a colleague's."""

    code = "second-factor-is-your-own"

    def __init__(self) -> None:
        super().__init__("Another administrator must do this, or you with a code.")


def new_secret() -> str:
    """160 random bits for an authenticator app, in base 32."""
    return pyotp.random_base32()


def address_for_apps(secret: str, name: str, council: str | None = None) -> str:
    """What the app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=council or _ISSUER)


def step_of(typed: str, secret: str, now: datetime, last: int) -> int:
    """The time step whose code was typed; one step of drift either way, and none that was used, or one before it.

    Raises:
        SecondFactorIsWrong: if it is none of them.
    """
    app, present = pyotp.TOTP(secret), int(now.timestamp()) // _STEP_S
    for step in (present + drift for drift in _DRIFT):
        if hmac.compare_digest(app.generate_otp(step), typed) and step > last:
            return step
    raise SecondFactorIsWrong


def is_of_an_app(typed: str) -> bool:
    """Whether it has the form of an app's code; else it is taken for a recovery code."""
    return _APP_CODE.fullmatch(typed) is not None


def read(typed: str) -> str:
    """What was typed, without the blanks and dashes that people put between."""
    return code_signs(typed)


def new_recovery_codes() -> list[str]:
    """Ten codes of 80 random bits, as they are printed: ``ABCD-EF23-…``."""
    return [_new_recovery_code() for _ in range(RECOVERY_CODES)]


def _new_recovery_code() -> str:
    groups = ("".join(secrets.choice(_BASE_32) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def mac_of(recovery_code: str, pepper: bytes) -> bytes:
    """What is kept of a recovery code."""
    return hmac.digest(pepper, read(recovery_code).encode(), hashlib.sha256)


def without(kept: Sequence[bytes], used: bytes) -> list[bytes]:
    """The recovery codes that are left once this one is used.

    Raises:
        SecondFactorIsWrong: if it is none of them.
    """
    left = [one for one in kept if not hmac.compare_digest(one, used)]
    if len(left) == len(kept):
        raise SecondFactorIsWrong
    return left


def must(roles: Collection[str], *, has_factor: bool, has_own_password: bool) -> list[str]:
    """What somebody in these roles does first, before anything else: ``password``, ``second-factor``."""
    first = [] if has_own_password else ["password"]
    return first if has_factor or not NEEDS_A_SECOND_FACTOR & {*roles} else [*first, "second-factor"]
