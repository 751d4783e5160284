"""What residents takes and gives over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from libs.shared.events.words import Channel
from libs.shared.platform.access.staff import Role
from libs.shared.platform.api.typed import SEEN, CleanLine, PlainSigns, says_something, whole_secret
from services.residents.domain.password import LONGEST, SHORTEST

Name = Annotated[CleanLine, Field(max_length=100, json_schema_extra=SEEN), AfterValidator(says_something)]
Password = Annotated[SecretStr, Field(max_length=LONGEST), AfterValidator(whole_secret)]
NewPassword = Annotated[Password, Field(min_length=1, description=f"At least {SHORTEST} signs.")]
Number = Annotated[PlainSigns, Field(min_length=1, max_length=100, json_schema_extra=SEEN)]
Roles = Annotated[list[Role], Field(min_length=1)]


class _Body(BaseModel):
    model_config = ConfigDict(from_attributes=True, hide_input_in_errors=True)


class KeysBody(_Body):
    """The public keys that staff tokens and permits are checked with, as JWKs."""

    keys: list[dict[str, Any]]


class SignInBody(_Body):
    """A name and a password, and a code if the account has a second factor: the app's, or a recovery code."""

    name: CleanLine = Field(max_length=100)
    password: Password
    code: PlainSigns | None = Field(default=None, max_length=40)


class StaffBody(_Body):
    """A member of staff."""

    staff_id: UUID
    name: str
    roles: list[Role]


class AccountBody(StaffBody):
    """A member of staff as administrators see it. Send its ``version`` as ``If-Match`` with a change of it."""

    version: str
    is_disabled: bool
    has_second_factor: bool


class StaffListBody(_Body):
    """All members of staff."""

    items: list[AccountBody]
    total: int
    page: int = 1
    pages: int = 1


class NamesBody(_Body):
    """The name of each account by its id."""

    items: dict[UUID, str]


class SessionBody(_Body):
    """A session: send the token as ``Authorization: Bearer``. To sign out, ``DELETE`` the session.

    While ``must`` is not empty the token is good for these steps alone: ``password`` (``PUT /staff/me/password``),
    ``second-factor`` (``POST`` and ``PUT /staff/me/second-factor``). Sign in again after it.
    """

    token: str
    expires_at: datetime
    staff: StaffBody
    must: list[str] = []

    @classmethod
    def of(cls, session: Any) -> Self:
        """The session as residents made it."""
        staff = StaffBody.model_validate(session.account)
        return cls(token=session.token, expires_at=session.expires_at, staff=staff, must=session.must)


class OwnAccountBody(_Body):
    """Your account, and what you must do first."""

    account: StaffBody
    has_second_factor: bool
    must: list[str]


class BegunFactorBody(_Body):
    """What your authenticator app needs: the secret to type, or the address to scan as a QR code."""

    secret: str
    address: str


class FactorCodeBody(_Body):
    """A code of the app, or a recovery code."""

    code: PlainSigns = Field(min_length=1, json_schema_extra=SEEN, max_length=40)


class PasskeyQuestionBody(_Body):
    """What the browser's ``navigator.credentials`` is asked, and the ticket to send with its answer, once."""

    ticket: str
    options: dict[str, Any]


class PasskeyAnswerBody(_Body):
    """What the browser answered, as JSON."""

    ticket: PlainSigns = Field(min_length=1, json_schema_extra=SEEN, max_length=100)
    answer: dict[str, Any]


class NewPasskeyBody(PasskeyAnswerBody):
    """A new passkey, and what to call it."""

    name: Name


class PasskeyBody(_Body):
    """A passkey of yours."""

    passkey_id: UUID
    name: str
    made_at: datetime
    used_at: datetime | None


class PasskeysBody(_Body):
    """Your passkeys, oldest first, and whether this installation can have any."""

    items: list[PasskeyBody]
    total: int
    are_possible: bool


class PasswordBody(_Body):
    """A name and a password."""

    name: CleanLine = Field(max_length=100)
    password: Password


class ConfirmedFactorBody(_Body):
    """Recovery codes, each good for one sign-in without the app, and a new session."""

    recovery_codes: list[str]
    session: SessionBody


class NewStaffBody(_Body):
    """A member of staff to be."""

    name: Name
    password: NewPassword
    roles: Roles


class OwnPasswordBody(_Body):
    """The password of before, and the one to be."""

    old: Password
    new: NewPassword


class ChangedStaffBody(_Body):
    """What shall change of an account; what is left out stays."""

    roles: Roles | None = None
    is_disabled: bool | None = None
    password: NewPassword | None = None


class WantedTestCodesBody(_Body):
    """How many test codes are wanted."""

    count: Annotated[int, Field(ge=1, le=1000)]


class NumberBody(_Body):
    """A person's number on the roll, as it was typed."""

    number: Number


class CodeBody(_Body):
    """One person's new invitation code, shown this once, and the number as the roll has it."""

    number: str
    code: str


class PermitRequestBody(_Body):
    """An invitation code, as it was typed, and the channel it came by."""

    code: PlainSigns = Field(max_length=100)
    channel: Channel
    poll_id: UUID | None = Field(default=None, description="Needed only if several polls are open for the code.")


class PermitBody(_Body):
    """A permit: hand it to voting with the ballot."""

    permit: str
    poll_id: UUID
    area_id: UUID | None
    expires_at: datetime
