"""What is asked and told of integrators over HTTP."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from libs.shared.platform.access.integrators import Scope
from libs.shared.platform.api.typed import SEEN, CleanLine, says_something
from services.residents.use_cases.integrators.keep_accounts import GivenKey
from services.residents.use_cases.integrators.own_key import OwnKey

Name = Annotated[CleanLine, Field(max_length=100, json_schema_extra=SEEN), AfterValidator(says_something)]


class _Body(BaseModel):
    model_config = ConfigDict(from_attributes=True, hide_input_in_errors=True)


class NewIntegratorBody(_Body):
    """Somebody whose programs shall read or write here."""

    name: Name


class NewKeyBody(_Body):
    """What a new key is to be for."""

    name: Name = Field(description="What the key is called, such as the program that holds it.")
    scopes: list[Scope] = Field(min_length=1, max_length=20, description="What it is for.")
    days: int = Field(default=365, ge=1, le=730, description="After so many days it expires.")
    per_minute: int = Field(default=600, ge=1, le=60_000, description="So many requests it may make in a minute.")


class KeyBody(_Body):
    """A key, without what it says. ``used_at`` is kept to the minute."""

    key_id: UUID
    name: str
    scopes: list[str]
    per_minute: int
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    replaced_at: datetime | None = Field(description="When another one was given in its place.")
    used_at: datetime | None


class GivenKeyBody(KeyBody):
    """A new key. ``key`` is shown this once: it is an API key, and the ``client_secret`` of the ``client_id``."""

    client_id: UUID
    key: str

    @classmethod
    def of(cls, given: GivenKey) -> Self:
        """The key as it was made."""
        row = KeyBody.model_validate(given.row)
        return cls(**row.model_dump(), client_id=given.row.integrator_id, key=given.key)


class OwnKeyBody(KeyBody):
    """The key that was shown, and whose it is."""

    client_id: UUID
    integrator: str = Field(description="What the integrator is called.")

    @classmethod
    def of_own(cls, own: OwnKey) -> Self:
        """The key as it stands."""
        row = KeyBody.model_validate(own.row)
        return cls(**row.model_dump(), client_id=own.row.integrator_id, integrator=own.integrator)


class IntegratorBody(_Body):
    """An integrator's account, with its keys, the latest first."""

    integrator_id: UUID
    name: str
    made_at: datetime
    keys: list[KeyBody]


class IntegratorsBody(_Body):
    """All integrators by name."""

    items: list[IntegratorBody]
    total: int
    page: int = 1
    pages: int = 1


class KnownBody(_Body):
    """Whose key was shown, and what it is for."""

    integrator_id: UUID
    name: str
    key_id: UUID
    scopes: list[str]
    per_minute: int


class TokenBody(_Body):
    """A token, to be shown as ``Authorization: Bearer`` (RFC 6749, 5.1)."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - no password, the kind of token
    expires_in: int
    scope: str


class ScopesBody(BaseModel):
    """What an integrator's keys open, all together."""

    scopes: list[str] = Field(description="Such as events:public; none once the last key has ended.")
