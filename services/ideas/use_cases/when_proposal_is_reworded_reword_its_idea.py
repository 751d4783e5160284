"""Words of a proposal were taken down which it has from its idea: they go there, too."""

from libs.shared.events.proposals import ProposalReworded
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.own_words import OwnWords
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.ideas.storage import ideas, workflows
from services.ideas.storage.first_words import FIRST_WORDS
from services.ideas.use_cases.following.tell_of_proposal import tell_of_its_words
from services.ideas.use_cases.move_idea import move_idea


async def when_proposal_is_reworded_reword_its_idea(fact: Fact[ProposalReworded], tx: Transaction) -> None:
    """Let the idea say what its proposal says now, if it is told to and does not yet, and show no more how it began.

    Raises:
        IdeaIsNotKnown: if the idea is not ours.
    """
    news = fact.event
    await tell_of_its_words(fact, tx)
    if news.came_from is not None and news.reason is not None:
        await FIRST_WORDS.take_down(tx.session, news.came_from, fact.at)
    if news.idea_id is None or news.title is None:
        return
    idea = await ideas.lock(tx.session, news.idea_id)
    said = _said(news)
    if said != idea.own_words:
        workflow = await workflows.of_idea(tx.session, idea)
        step = workflow.take("redact", idea.state, EVENTS, said.as_fields() | {"reason": news.reason})
        await move_idea(tx, idea, step, fact.at)


def _said(news: ProposalReworded) -> OwnWords:
    if news.idea_words is not None:
        return news.idea_words.as_own_words()
    location = news.location.as_location() if news.location else None
    return OwnWords(news.title or "", news.summary or "", news.place, location)
