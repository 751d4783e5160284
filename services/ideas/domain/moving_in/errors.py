"""What can be wrong with a file as a whole."""

from uuid import UUID

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.words import Words


class FileCannotBeRead(DomainError):
    """It is no table, no export, or lacks a column without which nothing can be taken over."""

    code = "file-cannot-be-read"

    def __init__(self, why: Words, line: int = 1) -> None:
        super().__init__(why["en"])
        self.errors = [{"line": line, "message": why["en"], "in_words": dict(why)}]
        self.why = why


class FileIsTooLarge(DomainError):
    """The file has more bytes, or more ideas, than are taken at once."""

    code = "file-is-too-large"

    def __init__(self, most_bytes: int, most_ideas: int) -> None:
        super().__init__(
            f"A file may have {most_bytes // 1_000_000} megabytes and {most_ideas:,} ideas at most. "
            "Please divide it into several: what is there already is not taken twice."
        )
        self.most_bytes, self.most_ideas = most_bytes, most_ideas


class ImportIsNotKnown(DomainError):
    """There is no such import of the round, or it was given up, or its time is over."""

    code = "import-is-not-known"

    def __init__(self, import_id: UUID) -> None:
        super().__init__("There is no such import any more: it was given up, or its time is over.")
        self.import_id = import_id


class ImportHasBegun(DomainError):
    """Once ideas are being taken the file cannot be given up."""

    code = "import-has-begun"

    def __init__(self) -> None:
        super().__init__("Its ideas are being taken already, so it cannot be given up.")


class NothingToTake(DomainError):
    """No line of the file can be taken."""

    code = "nothing-to-take"

    def __init__(self) -> None:
        super().__init__("No line of this file can be taken.")
