"""Which idea a mail is about: it answers a mail of ours, or its subject names the number."""

import re
from dataclasses import dataclass, field
from uuid import UUID

from gateways.mail.letter.reading import Letter
from gateways.mail.senders import Senders
from libs.shared.kernel.tracking_number import read_tracking_number

_OURS = re.compile(r"<([0-9a-z]{3}-[0-9a-z]{3})\.([0-9a-f]{12})\.([0-9a-f]{20})@([^<>@\s]+)>")
_NUMBER = re.compile(r"(?<![\w-])[0-9A-Za-z]{3}-[0-9A-Za-z]{3}(?![\w-])")


@dataclass(frozen=True, slots=True)
class About:
    """The idea's number, and whether the mail shows that its writer got a mail of ours about it."""

    number: str
    is_proven: bool = field(default=False)


class Threads:
    """Names our mails so that an answer to one is known, and nobody can make up such a name."""

    def __init__(self, senders: Senders, our_address: str) -> None:
        self._senders, self._our_address = senders, our_address.casefold()

    def name_of(self, number: str, answered: UUID) -> str:
        """What the Message-ID of our answer about the idea begins with: the same whenever it is sent again."""
        which = answered.hex[:12]
        return f"{number.lower()}.{which}.{self._seal(number, which)}"

    def about(self, letter: Letter) -> About | None:
        """Which idea the mail is about, if it says so."""
        for message_id in letter.answers:
            if number := self._number_in(message_id):
                return About(number, is_proven=True)
        for word in _NUMBER.findall(letter.subject):
            if number := read_tracking_number(word):
                return About(number)
        return None

    def are_ours(self, letter: Letter) -> bool:
        """Whether we wrote the mail ourselves: it came back, or goes in a circle."""
        return (letter.sender or "").casefold() == self._our_address or bool(
            letter.message_id and self._number_in(letter.message_id)
        )

    def _number_in(self, message_id: str) -> str | None:
        found = _OURS.fullmatch(message_id)
        if found is None or (number := read_tracking_number(found[1])) is None:
            return None
        return number if found[3] == self._seal(number, found[2]) else None

    def _seal(self, number: str, which: str) -> str:
        return self._senders.hashed(f"thread {number} {which}")[:20]
