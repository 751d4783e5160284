"""How broken rules of discussions are said over HTTP."""

from libs.shared.kernel.telling import TellingIsNotWaiting
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.workflow_problems import WORKFLOW_PROBLEMS
from services.deliberation.domain.errors import (
    CommentIsNotKnown,
    CommentIsNotShown,
    CommentTakesNoReplies,
    DiscussionIsClosed,
    DiscussionIsNotKnown,
    OnlyQuestionsAreAnswered,
    QuestionStandsAlone,
    RepliesGoNoDeeper,
    WordsAreErased,
)

PROBLEMS: Problems = {
    DiscussionIsNotKnown: Problem(404, "The discussion is not known"),
    DiscussionIsClosed: Problem(409, "The discussion is closed"),
    CommentIsNotKnown: Problem(404, "The comment is not known"),
    CommentTakesNoReplies: Problem(409, "The comment takes no replies"),
    CommentIsNotShown: Problem(409, "The comment is not shown"),
    RepliesGoNoDeeper: Problem(409, "Replies go no deeper"),
    QuestionStandsAlone: Problem(422, "A question stands alone"),
    OnlyQuestionsAreAnswered: Problem(409, "Only questions are answered"),
    WordsAreErased: Problem(409, "The words are erased"),
    TellingIsNotWaiting: Problem(409, "It does not wait any more"),
    **WORKFLOW_PROBLEMS,
}
