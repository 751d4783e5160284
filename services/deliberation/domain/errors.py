"""The rules of discussions that can be broken."""

from uuid import UUID

from libs.shared.kernel.errors import DomainError


class DiscussionIsNotKnown(DomainError):
    """There is no such idea or proposal in public, or the news of it has not arrived yet."""

    code = "discussion-is-not-known"

    def __init__(self, subject_id: UUID) -> None:
        super().__init__("There is nothing public to be discussed under this id.")
        self.subject_id = subject_id


class DiscussionIsClosed(DomainError):
    """Nobody can say more about it."""

    code = "discussion-is-closed"

    def __init__(self, because: str) -> None:
        super().__init__("This discussion is closed. Nothing was kept of what you wrote.")
        self.because = because


class CommentIsNotKnown(DomainError):
    """There is no such comment, or none that is public."""

    code = "comment-is-not-known"

    def __init__(self, comment_id: UUID) -> None:
        super().__init__("There is no such comment.")
        self.comment_id = comment_id


class CommentTakesNoReplies(DomainError):
    """What is replied to is not shown (any more)."""

    code = "comment-takes-no-replies"

    def __init__(self, comment_id: UUID) -> None:
        super().__init__("What you reply to is not shown any more. You can write a comment of its own.")
        self.comment_id = comment_id


class CommentIsNotShown(DomainError):
    """Only what everybody can read can be reported."""

    code = "comment-is-not-shown"

    def __init__(self, comment_id: UUID) -> None:
        super().__init__("This comment is not shown any more: there is nothing to report.")
        self.comment_id = comment_id


class RepliesGoNoDeeper(DomainError):
    """A reply to the deepest reply."""

    code = "replies-go-no-deeper"

    def __init__(self, deepest: int) -> None:
        super().__init__("Replies go no deeper here. Please reply to what stands above.")
        self.deepest = deepest


class QuestionStandsAlone(DomainError):
    """A question that takes a side, or replies to somebody."""

    code = "question-stands-alone"

    def __init__(self) -> None:
        super().__init__("A question to the administration takes no side and replies to nobody.")


class OnlyQuestionsAreAnswered(DomainError):
    """The administration answers questions; in an argument it takes no side."""

    code = "only-questions-are-answered"

    def __init__(self) -> None:
        super().__init__("Only a question to the administration can be answered.")


class WordsAreErased(DomainError):
    """What was taken down is not kept any more, and cannot be shown again."""

    code = "words-are-erased"

    def __init__(self, comment_id: UUID) -> None:
        super().__init__("The words of this comment are erased: they cannot be shown again.")
        self.comment_id = comment_id
