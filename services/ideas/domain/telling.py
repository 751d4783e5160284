"""What whoever suggested an idea is told, in their language."""

from libs.shared.kernel.words import Words, in_language, words
from services.ideas.domain.idea import Idea

_SUBJECT: Words = words("Your idea {number}")
_TEXT: Words = words("Hello,\n\nthere is news of your idea {number}, “{title}”.\n\n{words}\n")
_CARRIED_ON: Words = words("The idea {number}, which carries it on, has news. {by}: {news}")


def opening_of(idea: Idea) -> str:
    """How all that is told of the idea begins: it names the idea by its title."""
    return in_language(_TEXT, idea.language).format(number=idea.number, title=idea.title, words="").rstrip()


def words_of(idea: Idea, news: Words, by: Words) -> tuple[str, str]:
    """Subject and text of the news and of who made it, in the language of whoever suggested the idea."""
    said = ": ".join(in_language(each, idea.language) for each in (by, news))
    subject = in_language(_SUBJECT, idea.language).format(number=idea.number)
    return subject, in_language(_TEXT, idea.language).format(number=idea.number, title=idea.title, words=said)


def words_of_carrier(idea: Idea, carrier: Idea, news: Words, by: Words) -> tuple[str, str]:
    """The same for whoever suggested an idea that another carries on, of which the news is."""
    said = {
        each: in_language(_CARRIED_ON, each).format(
            number=carrier.number, by=in_language(by, each), news=in_language(news, each)
        )
        for each in _CARRIED_ON
    }
    subject = in_language(_SUBJECT, idea.language).format(number=idea.number)
    text = in_language(_TEXT, idea.language).format(
        number=idea.number, title=idea.title, words=in_language(said, idea.language)
    )
    return subject, text
