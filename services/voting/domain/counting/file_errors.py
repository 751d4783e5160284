"""Why a file that somebody brings is not counted."""

from typing import ClassVar, Literal

from libs.shared.kernel.errors import DomainError

Why = Literal["time", "memory", "projects", "slow", "failure"]

_WORDS: dict[Why, str] = {
    "time": "Counting this file by this rule takes longer than a count may take here.",
    "memory": "Counting this file takes more memory than a count may have here.",
    "projects": "The file has more projects than are counted here.",
    "slow": "The file did not come to its end in time.",
    "failure": "Counting this file failed.",
}


class RuleIsNotKnown(DomainError):
    """A file is counted by its own rule, or by one that has a name."""

    code: ClassVar[str] = "rule-is-not-known"

    def __init__(self, rule: str) -> None:
        super().__init__(f"There is no rule {rule!r}.")
        self.rule = rule


class RuleDoesNotSuit(DomainError):
    """A rule needs ballots, or options, that fit it."""

    code: ClassVar[str] = "rule-does-not-suit"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RulingDoesNotFit(DomainError):
    """What is ruled of a file must be about what the file has.

    Args:
        ruling: Which of the rulings: ``conflict``, ``guarantee``, ``at_most``, ``weight``, ``ties``.
        why: What is wrong with it, as a word that others say in their own.
        said: What of it is wrong, as it was typed.
        told: The sentence, after the ruling's name.
        known: What could have been named, if that can be listed.
    """

    code: ClassVar[str] = "ruling-does-not-fit"

    def __init__(self, ruling: str, why: str, said: str, told: str, known: str = "") -> None:
        super().__init__(f"{ruling.replace('_', '-')} {told}")
        self.ruling, self.why, self.said, self.told, self.known = ruling, why, said, told, known


class FileCannotBeCountedHere(DomainError):
    """A count for everybody has its bounds; the command on one's own machine has none."""

    code: ClassVar[str] = "file-cannot-be-counted-here"

    def __init__(self, why: Why) -> None:
        super().__init__(f"{_WORDS[why]} Count it with the command: commonpurse tally FILE.pb")
        self.why = why


class CountingRoomIsFull(DomainError):
    """Few files are counted at once, so that those who vote do not wait."""

    code: ClassVar[str] = "counting-room-is-full"

    def __init__(self) -> None:
        super().__init__("Other files are being counted just now. Try again in a minute.")
