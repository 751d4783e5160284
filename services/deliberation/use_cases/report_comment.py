"""Report a comment that should not be shown: the office looks at it again."""

from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.deliberation.domain.comment import Comment, with_report
from services.deliberation.domain.errors import CommentIsNotShown
from services.deliberation.storage import comments


async def report_comment(comment_id: UUID, criterion: str, database: Database) -> Comment:
    """The comment, and the report counted. However many there are, a person decides.

    Raises:
        CommentIsNotKnown: if there is none.
        CommentIsNotShown: if it is not shown (any more).
    """
    async with database.transaction(is_shown=False) as tx:
        comment, _ = await comments.lock(tx.session, comment_id)
        if not comment.is_shown:
            raise CommentIsNotShown(comment_id)
        await comments.change(tx.session, comment_id, reports=with_report(comment.reports, criterion))
        return comment
