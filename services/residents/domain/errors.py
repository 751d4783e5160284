"""The rules of residents that can be broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.words import Words, in_language

PollState = Literal["published", "open", "closed", "cancelled"]


@dataclass(frozen=True, slots=True)
class RollError:
    """What is wrong with one line of a roll, in plain words by language; ``message`` is the English ones."""

    line: int
    message: str
    in_words: Words

    @classmethod
    def of(cls, line: int, words: Words) -> Self:
        return cls(line, in_language(words, "en"), words)


class RollHasErrors(DomainError):
    """A line of the roll cannot be read, so none was taken."""

    code = "roll-has-errors"

    def __init__(self, errors: Sequence[RollError], count: int) -> None:
        lines = "1 error" if count == 1 else f"{count} errors"
        super().__init__(f"The roll has {lines}. Nothing was taken from it.")
        self.errors, self.count = list(errors), count


class RollIsTooLarge(DomainError):
    """The file is larger than any council's roll."""

    code = "roll-is-too-large"

    def __init__(self, max_bytes: int) -> None:
        super().__init__(f"The file is larger than {max_bytes // 1_000_000} MB.")
        self.max_bytes = max_bytes


class RoundIsNotKnown(DomainError):
    """No such round has been published, or the news of it has not arrived yet."""

    code = "round-is-not-known"

    def __init__(self, round_id: UUID) -> None:
        super().__init__("There is no such round.")
        self.round_id = round_id


class PersonIsNotOnTheRoll(DomainError):
    """The round's roll has nobody with that number."""

    code = "person-is-not-on-the-roll"

    def __init__(self) -> None:
        super().__init__("Nobody on the roll has that number.")


class CodeIsNotKnown(DomainError):
    """The invitation code was mistyped, replaced, or never given out."""

    code = "code-is-not-known"

    def __init__(self) -> None:
        super().__init__("This code is not known. Please compare it with your letter.")


class PollIsNotKnown(DomainError):
    """No such poll has been published, or the news of it has not arrived yet."""

    code = "poll-is-not-known"

    def __init__(self, poll_id: UUID) -> None:
        super().__init__("There is no such poll.")
        self.poll_id = poll_id


class PollIsNotOpen(DomainError):
    """Nobody can vote in the poll now; ``state`` says whether not yet or no more."""

    code = "poll-is-not-open"

    def __init__(self, state: PollState | None, opens_at: datetime | None) -> None:
        super().__init__(_SENTENCES[state])
        self.state, self.opens_at = state, opens_at


_SENTENCES: dict[PollState | None, str] = {
    None: "There is no poll for this code.",
    "published": "The poll has not opened yet.",
    "open": "The poll is open.",
    "closed": "The poll is closed.",
    "cancelled": "The poll was called off.",
}


class PollKeyIsMissing(DomainError):
    """The poll is open, but the half of its key that is kept in a file is not there, or is another poll's.

    A new one would give everybody a second ballot, so nobody gets a permit until the file is back.
    """

    code = "poll-key-is-missing"

    def __init__(self, poll_id: UUID) -> None:
        super().__init__(
            "The key of this poll is missing, so no permits can be given. Ballots that were cast are safe."
        )
        self.poll_id = poll_id


class TooManyTestCodes(DomainError):
    """A rehearsal would have more codes than it may."""

    code = "too-many-test-codes"

    def __init__(self, most: int, there_are: int) -> None:
        super().__init__(
            f"A rehearsal may have {most} test codes, and this one has {there_are}. No new ones were made; use those."
        )
        self.most, self.there_are = most, there_are


class SeveralPollsAreOpen(DomainError):
    """The code is good for several polls, so the request must name one."""

    code = "several-polls-are-open"

    def __init__(self, poll_ids: Sequence[UUID]) -> None:
        super().__init__("Several polls are open for this code. Please choose one.")
        self.poll_ids = list(poll_ids)


class ChannelIsNotOffered(DomainError):
    """The poll takes no ballots by this channel."""

    code = "channel-is-not-offered"

    def __init__(self, channels: Sequence[str]) -> None:
        super().__init__(f"This poll takes ballots by {', '.join(channels)}.")
        self.channels = list(channels)


class AreaHasNoVote(DomainError):
    """The poll is for the people of another area."""

    code = "area-has-no-vote"

    def __init__(self) -> None:
        super().__init__("This poll is for the people of another area.")


class SignInFailed(DomainError):
    """Name and password do not belong together, or the account is disabled. Which of them is not said."""

    code = "sign-in-failed"

    def __init__(self) -> None:
        super().__init__("Name or password is wrong.")


class OldPasswordIsWrong(DomainError):
    """Whoever changes their password must know the one of before: a session may be somebody else's find."""

    code = "old-password-is-wrong"

    def __init__(self) -> None:
        super().__init__("The password that you have now is another one. Nothing was changed.")


class StaffNameIsTaken(DomainError):
    """Somebody of the staff has that name already."""

    code = "staff-name-is-taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"Somebody is called {name} already.")
        self.name = name


class StaffIsNotKnown(DomainError):
    """There is no such member of staff."""

    code = "staff-is-not-known"

    def __init__(self, staff_id: UUID) -> None:
        super().__init__("There is no such member of staff.")
        self.staff_id = staff_id


class LastAdministratorMustStay(DomainError):
    """Without an administrator nobody could ever make one again."""

    code = "last-administrator-must-stay"

    def __init__(self) -> None:
        super().__init__("This is the last administrator. Appoint another one first.")
