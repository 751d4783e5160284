"""The rules of counting that an input can break."""

from typing import ClassVar

from libs.shared.kernel.errors import DomainError


class InstanceIsInconsistent(DomainError):
    """Projects and budget do not describe an election that can be counted."""

    code: ClassVar[str] = "instance-is-inconsistent"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BallotBreaksMethod(DomainError):
    """A ballot is not valid under the poll's voting method."""

    code: ClassVar[str] = "ballot-breaks-method"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TieNeedsDecision(DomainError):
    """Projects tie where their order matters, and the poll asks people to decide."""

    code: ClassVar[str] = "tie-needs-decision"

    def __init__(self, round_number: int, tied: tuple[str, ...]) -> None:
        super().__init__(f"round {round_number}: {', '.join(tied)} tie; a recorded decision is needed")
        self.round_number, self.tied = round_number, tied


class FileIsNotPabulib(DomainError):
    """A ``.pb`` file cannot be read; the lines and the reasons say where and why."""

    code: ClassVar[str] = "file-is-not-pabulib"

    def __init__(self, line: int, reason: str, further: tuple[tuple[int, str], ...] = ()) -> None:
        self.line, self.reason = line, reason
        self.mistakes = ((line, reason), *further)
        super().__init__("\n".join(f"line {line}: {reason}" for line, reason in self.mistakes))
