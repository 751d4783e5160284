"""Contacts over HTTP: as they are given, and as staff see them."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field

from libs.shared.kernel.contact import Contact, ContactKind
from libs.shared.platform.api.typed import CleanText, PlainSigns, says_something

_MAIL = r"^[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\.]{2,}$"
_PHONE = r"^\+?[0-9 ()/.-]{5,30}$"


class _GivenContact(BaseModel):
    kind: ContactKind
    address: str

    def as_contact(self) -> Contact:
        return Contact(self.kind, self.address)


class _MailContact(_GivenContact):
    kind: Literal["email"]
    address: Annotated[PlainSigns, Field(max_length=254, pattern=_MAIL)]


class _PhoneContact(_GivenContact):
    kind: Literal["phone"]
    address: Annotated[PlainSigns, Field(pattern=_PHONE)]


class _LetterContact(_GivenContact):
    kind: Literal["letter"]
    address: Annotated[CleanText, Field(max_length=500), AfterValidator(says_something)]


ContactBody = Annotated[_MailContact | _PhoneContact | _LetterContact, Field(discriminator="kind")]
"""How somebody wants to be reached. Only staff see it, and it is erased when its time is over."""


class ShownContact(BaseModel):
    """How to reach somebody; for staff alone."""

    kind: str
    address: str

    @classmethod
    def of(cls, contact: Contact | None) -> Self | None:
        """The contact as a body, if there is one."""
        return None if contact is None else cls(kind=contact.kind, address=contact.address)
