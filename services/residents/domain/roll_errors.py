"""The rules of changing a roll and its codes that can be broken."""

from collections.abc import Sequence
from uuid import UUID

from libs.shared.kernel.errors import DomainError


class RollChangeIsNotConfirmed(DomainError):
    """Somebody has to look at what would change, and to answer what is asked about it."""

    code = "roll-change-is-not-confirmed"

    def __init__(self, import_id: UUID, missing: int, alike: int, doubts: int) -> None:
        super().__init__(
            "Nothing was taken yet. Look at what would change, answer what is asked, and confirm it: see import_id."
        )
        self.import_id, self.missing, self.alike, self.doubts = import_id, missing, alike, doubts


class RollHasChanged(DomainError):
    """Between looking and confirming the roll became another one, so that other people would be affected."""

    code = "roll-has-changed"

    def __init__(self) -> None:
        super().__init__(
            "The roll has changed since you looked. Nothing was taken. Please look at the difference again."
        )


class RollImportIsNotKnown(DomainError):
    """No such file waits: it was taken, given up, or another one came after it."""

    code = "roll-import-is-not-known"

    def __init__(self) -> None:
        super().__init__("This file does not wait any more: it was taken, or another one came after it.")


class NobodyLeavesAnOpenPoll(DomainError):
    """While a poll is open nobody is taken off the roll: whoever came back could vote a second time."""

    code = "nobody-leaves-an-open-poll"

    def __init__(self, people: int) -> None:
        super().__init__(
            f"A poll is open, so the {people} people whom the file lacks stay on the roll. Nothing was taken. Take the"
            " others and keep these, or wait until the poll is closed."
        )
        self.people = people


class CodeWasUsed(DomainError):
    """The person has used the code in a poll that is open: a second one would let somebody else replace the ballot."""

    code = "code-was-used"

    def __init__(self) -> None:
        super().__init__(
            "This person's code was used to vote in a poll that is open. They get no other one until it is closed."
        )


class SeveralPeopleAreMeant(DomainError):
    """Several numbers on the roll look like the one that was typed."""

    code = "several-people-are-meant"

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"Several people may be meant: {', '.join(numbers)}. Type the number as the roll has it.")
        self.numbers = list(numbers)
