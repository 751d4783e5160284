"""The rules of merging and splitting that can be broken."""

from libs.shared.kernel.errors import DomainError


class MergedWithItself(DomainError):
    """An idea cannot be merged into itself."""

    code = "merged-with-itself"

    def __init__(self) -> None:
        super().__init__("This is the same idea. Choose another one, which carries it on.")
        self.errors = [{"field": "into", "message": str(self)}]


class IdeasAreApart(DomainError):
    """Ideas of different rounds or areas cannot carry each other on."""

    code = "ideas-are-apart"

    def __init__(self, number: str, into: str) -> None:
        super().__init__(f"The ideas {number} and {into} are of different rounds or areas, so they stay apart.")
        self.errors = [{"field": "into", "message": str(self)}]


class IdeaIsCarriedOn(DomainError):
    """The idea was merged or split already: others carry it on."""

    code = "idea-is-carried-on"

    def __init__(self, number: str, by: str) -> None:
        super().__init__(f"The idea {number} is carried on by {by} already. Choose that one.")
        self.number, self.by = number, by


class IdeaIsOver(DomainError):
    """The idea has ended, was turned down, or a body has decided about it."""

    code = "idea-is-over"

    def __init__(self, number: str) -> None:
        super().__init__(f"The idea {number} has ended, was turned down or is decided, so it stays as it is.")
        self.number = number


class IdeaIsAProposal(DomainError):
    """The idea has become a proposal, which is examined, helped and voted on by itself."""

    code = "idea-is-a-proposal"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"The idea {number} has become a proposal, and what is examined, offered and voted on there stays as it "
            "is. Another idea can be merged into this one."
        )
        self.number = number


class WholeIsNotPublic(DomainError):
    """An idea that everybody reads would go on in one that nobody does."""

    code = "whole-is-not-public"

    def __init__(self, number: str, into: str) -> None:
        super().__init__(f"Everybody can read the idea {number}, and not yet {into}. Merge that one into this one.")
        self.errors = [{"field": "into", "message": str(self)}]


class NothingToUndo(DomainError):
    """The idea is not merged, or not split, any more; or it was put back into the one that it came out of."""

    code = "nothing-to-undo"

    def __init__(self, number: str) -> None:
        super().__init__(f"There is nothing to undo: no idea carries {number} on in this way.")
        self.number = number


class UndoingComesTooLate(DomainError):
    """Something has happened since that rests on it."""

    code = "undoing-comes-too-late"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"The idea {number} has gone on since: it was merged, split or decided, or became a proposal. What rests "
            "on it cannot be undone with it, so nothing was changed."
        )
        self.number = number
