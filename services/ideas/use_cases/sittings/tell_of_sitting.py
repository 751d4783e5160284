"""Tell what becomes of a sitting: to integrators by its events, of each idea in its life line, to who suggested it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.events.sittings import SittingAnnounced, SittingChanged
from libs.shared.kernel.ballot_budget import OFFICE
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.words import Words
from libs.shared.kernel.workflow import Line
from libs.shared.platform.facts import retelling
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.idea import Idea
from services.ideas.domain.sittings.sitting import Sitting
from services.ideas.domain.sittings.telling import News, whereabouts, why
from services.ideas.domain.telling import words_of
from services.ideas.storage import contacts, life_lines, originals, tellings
from services.ideas.storage.sittings import ideas_on_agendas
from services.ideas.use_cases.following.tell_followers import tell_followers
from services.ideas.use_cases.lineage.tell_those_carried import say_otherwise_to_all, tell_those_carried


def as_told(of: Sitting) -> dict[str, Any]:
    """The sitting as events tell it."""
    told = {"name": of.name, "place": of.place, "link": of.link, "idea_ids": of.ideas}
    return told | {"sitting_id": of.sitting_id, "round_id": of.round_id, "body": of.body, "begins_at": of.begins_at}


async def tell_change(tx: Transaction, before: Sitting, after: Sitting, at: datetime) -> None:
    """Announce the sitting as it is now.

    Words that stand there no more stand in no event of before, nor in what was told, and are kept apart.
    """
    news = SittingChanged(**as_told(after), state=after.state)
    await retelling.retell_as(tx.session, news, (SittingAnnounced, SittingChanged))
    tx.announce(news)
    if before.typed == after.typed:
        return
    gone = [words for words in before.typed if words and words not in after.typed]
    if gone:
        await keep_original(tx, before, OwnWords(before.name, "\n".join(gone)), at)
    for idea_id in {*before.ideas, *after.ideas}:
        await say_otherwise(tx, idea_id, whereabouts(before), whereabouts(after))
        if before.reason:
            await say_otherwise(tx, idea_id, why(before), why(after))


async def keep_original(tx: Transaction, of: Sitting, words: OwnWords, at: datetime) -> None:
    """Keep words of the sitting apart that were replaced, for the office alone."""
    await originals.keep(tx.session, of.sitting_id, Original.taken_down(words, at, is_the_offices=True))


async def say_otherwise(tx: Transaction, idea_id: UUID, before: Words, after: Words) -> None:
    """Have what whoever suggested the idea is told, and was, say what is so now."""
    for language in before if before != after else ():
        await say_otherwise_to_all(tx, idea_id, before[language], after.get(language, ""))


async def tell_of(tx: Transaction, ideas: Sequence[UUID], news: News, at: datetime) -> None:
    """A line in the life line of each of the ideas, and a telling to whoever suggested it and left an address."""
    for idea in (await ideas_on_agendas.lock(tx.session, ideas)).values():
        await tell(tx, idea, news, at)


async def tell(tx: Transaction, idea: Idea, news: News, at: datetime) -> None:
    """The line in the life line, and the telling. The idea must have been locked."""
    line_id = await life_lines.add(tx.session, idea.idea_id, Line(at, idea.state, news.line, OFFICE))
    tx.announce(IdeaStateChanged(idea_id=idea.idea_id, state=idea.state, text=news.line["en"]))
    if await contacts.of_idea(tx.session, idea.idea_id):
        subject, text = words_of(idea, {language: _said(news, language) for language in news.line}, OFFICE)
        await tellings.add(tx.session, new_id(), idea.idea_id, subject, text, at)
    await tell_those_carried(tx, idea, {language: _said(news, language) for language in news.line}, OFFICE, at)
    await tell_followers(tx, line_id, idea, idea, at)


def _said(news: News, language: str) -> str:
    return "\n".join(words for words in (news.line[language], news.more.get(language)) if words)
