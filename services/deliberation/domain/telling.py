"""What whoever wrote a comment is told, in their language. What they wrote is not quoted."""

from libs.shared.kernel.words import Words, in_language, words
from services.deliberation.domain.comment import Comment
from services.deliberation.domain.subject import Subject

_SUBJECT: Words = words("Your comment on {number}")
_TEXT: Words = words("Hello,\n\nthere is news of what you wrote about {number}.\n\n{words}\n")


def words_of(comment: Comment, subject: Subject, news: Words) -> tuple[str, str]:
    """Subject and text of the news, in the language of whoever wrote the comment."""
    about = {"number": subject.number, "words": in_language(news, comment.language)}
    title = in_language(_SUBJECT, comment.language).format_map(about)
    return title, in_language(_TEXT, comment.language).format_map(about)
