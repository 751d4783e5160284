"""How whoever follows something can be told here."""

from collections.abc import Sequence
from dataclasses import dataclass

from libs.shared.kernel.contact import Contact
from libs.shared.kernel.reaching import read_mobile_number
from services.ideas.domain.following.errors import (
    NewsGoesOutByMailAlone,
    NoMailGoesOut,
    NoTextsGoOut,
    NumberIsNotReached,
)


@dataclass(frozen=True, slots=True)
class Ways:
    """By mail, and by text to numbers of these countries, by their calling codes; without any no texts go out."""

    mail: bool
    countries: Sequence[str] = ()

    @property
    def texts(self) -> bool:
        """Whether news goes out by text."""
        return bool(self.countries)

    def reached(self, contact: Contact) -> Contact:
        """The contact, in its one spelling.

        Raises:
            NoMailGoesOut: if it is a mail address, and the council sends no mail.
            NoTextsGoOut: if it is a number, and the council sends no texts.
            NumberIsNotReached: if it is no mobile number of the countries that texts go to.
            NewsGoesOutByMailAlone: if it is a postal address.
        """
        match contact.kind:
            case "email":
                if not self.mail:
                    raise NoMailGoesOut
                return contact
            case "phone":
                return self._number(contact)
            case _:
                raise NewsGoesOutByMailAlone

    def _number(self, contact: Contact) -> Contact:
        if not self.texts:
            raise NoTextsGoOut
        number = read_mobile_number(contact.address, self.countries)
        if number is None:
            raise NumberIsNotReached
        return Contact("phone", number)
