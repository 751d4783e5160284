"""A passkey: a key pair in a telephone, a computer or a stick, in place of the authenticator app's code.

Source: Web Authentication, Level 3 (W3C). What a key is for, the address of the pages, comes from a setting and
never from a request.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from libs.shared.kernel.errors import DomainError

_NOT_AN_ANSWER = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, AttributeError)
_VERIFIED = UserVerificationRequirement.REQUIRED
"""A finger, a face or a PIN: whoever finds the telephone is not let in."""

Options = dict[str, Any]


class PasskeysNeedAnAddress(DomainError):
    """The installation does not say where its pages are, so that no key can be for them."""

    code = "passkeys-need-an-address"

    def __init__(self) -> None:
        super().__init__("Passkeys are for one address. Whoever runs the server sets COMMONPURSE_PUBLIC_URL first.")


class PasskeyIsWrong(DomainError):
    """The answer is not that of a passkey of the account, or the question was answered or is too old."""

    code = "passkey-is-wrong"

    def __init__(self) -> None:
        super().__init__("This did not work with the passkey. Nothing was changed. Please begin again.")


class PasskeyIsNotKnown(DomainError):
    """The account has no such passkey, or none."""

    code = "passkey-is-not-known"

    def __init__(self) -> None:
        super().__init__("The account has no such passkey.")


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are for: the pages' address, and the name in it."""

    origin: str
    name: str

    @classmethod
    def at(cls, public_url: str | None) -> "Site | None":
        """The site at this address; none without one."""
        if not public_url:
            return None
        parts = urlsplit(public_url)
        return cls(f"{parts.scheme}://{parts.netloc}", str(parts.hostname))


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a passkey: its public half, and how often it was used by its own count."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def question_for_new_key(site: Site, challenge: bytes, staff_id: UUID, name: str, has: Collection[bytes]) -> Options:
    """What the browser needs to make a passkey for the account; none on a device that has one already."""
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="Commonpurse",
        user_id=staff_id.bytes,
        user_name=name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=_VERIFIED
        ),
        exclude_credentials=_described(has),
    )
    return _as_json(options)


def new_key(site: Site, challenge: bytes, answer: Options) -> Key:
    """The passkey that was made.

    Raises:
        PasskeyIsWrong: if the answer is none to this question, from these pages, by its owner, verified.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _NOT_AN_ANSWER:
        raise PasskeyIsWrong from None
    return Key(made.credential_id, made.credential_public_key, made.sign_count)


def question_for_sign_in(site: Site, challenge: bytes, has: Collection[bytes]) -> Options:
    """What the browser needs to sign in with one of the account's passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name, challenge=challenge, allow_credentials=_described(has), user_verification=_VERIFIED
    )
    return _as_json(options)


def id_in(answer: Options) -> bytes:
    """Which passkey answers, as the answer says.

    Raises:
        PasskeyIsWrong: if it says nothing of the kind.
    """
    try:
        return webauthn.base64url_to_bytes(answer["rawId"])
    except _NOT_AN_ANSWER:
        raise PasskeyIsWrong from None


def count_after(site: Site, challenge: bytes, answer: Options, key: Key) -> int:
    """The passkey's count after it answered. One that does not go up is that of a copy, and is refused.

    Raises:
        PasskeyIsWrong: if it is not this key's answer to this question.
    """
    try:
        done = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except _NOT_AN_ANSWER:
        raise PasskeyIsWrong from None
    return done.new_sign_count


def _described(has: Collection[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one) for one in has]


def _as_json(options: Any) -> Options:
    told: Options = json.loads(webauthn.options_to_json(options))
    return told
