"""Contacts over HTTP: as they are given, and as staff see them."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field

from libs.shared.kernel.contact import Contact, ContactKind
from libs.shared.kernel.reaching import read_mail_address, read_phone_number
from libs.shared.platform.api.typed import SEEN, CleanText, PlainSigns, says_something


def _mail_address(typed: str) -> str:
    if (address := read_mail_address(typed)) is None:
        raise ValueError("This is no mail address that a mail could reach. Write it as in name@example.org.")
    return address


def _phone_number(typed: str) -> str:
    if (number := read_phone_number(typed)) is None:
        raise ValueError("This is no telephone number. Write it as in +49 30 1234567 or 030 1234567.")
    return number


class _GivenContact(BaseModel):
    kind: ContactKind
    address: str

    def as_contact(self) -> Contact:
        return Contact(self.kind, self.address)


class MailContact(_GivenContact):
    """A mail address to reach somebody at."""

    kind: Literal["email"]
    address: Annotated[PlainSigns, Field(max_length=254), AfterValidator(_mail_address)]


class PhoneContact(_GivenContact):
    """A telephone number to reach somebody at."""

    kind: Literal["phone"]
    address: Annotated[PlainSigns, Field(max_length=60), AfterValidator(_phone_number)]


class LetterContact(_GivenContact):
    """A postal address to reach somebody at."""

    kind: Literal["letter"]
    address: Annotated[CleanText, Field(max_length=500, json_schema_extra=SEEN), AfterValidator(says_something)]


ContactBody = Annotated[MailContact | PhoneContact | LetterContact, Field(discriminator="kind")]
"""How somebody wants to be reached. Only staff see it, and it is erased when its time is over."""


class ShownContact(BaseModel):
    """How to reach somebody; for staff alone."""

    kind: str
    address: str

    @classmethod
    def of(cls, contact: Contact | None) -> Self | None:
        """The contact as a body, if there is one."""
        return None if contact is None else cls(kind=contact.kind, address=contact.address)
