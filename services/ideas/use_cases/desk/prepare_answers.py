"""Look at an answer before it is given, as its reader will; and prepare answers, to publish them together."""

from datetime import datetime

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.version import version_of
from libs.shared.kernel.words import in_language
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.desk.answer import PreparedAnswer, Preview
from services.ideas.domain.desk.queue import Desk
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas, tellings, workflows
from services.ideas.storage.desk import prepared
from services.ideas.use_cases.see_idea import SeenIdea, number_or_id
from services.ideas.use_cases.take_action import TakeAction, demand_no_answer_waits, taken


async def preview_action(command: TakeAction, database: Database, clock: Clock) -> Preview:
    """What the action would make of the idea: it is taken, looked at, and rolled back, so that nothing is guessed.

    Raises:
        DomainError: whatever ``take_action`` raises.
    """
    async with database.reading() as session:
        now = clock.now()
        locked = await ideas.lock(session, number_or_id(command.idea))
        after = await taken(Transaction(session), command, locked, now)
        idea, line = after.idea, after.life_line[-1]
        told = await tellings.made_at(session, idea.idea_id, now)
        return Preview(idea.state, in_language(line.words, idea.language), told, idea.is_public)


async def prepare_answer(command: TakeAction, desk: Desk, database: Database, clock: Clock) -> PreparedAnswer:
    """The answer, which waits to be published for the idea as it is now; nobody outside knows of it.

    Raises:
        AnswerIsKeptBack: if the idea is answered already, and that goes out soon.
        AnswerIsPreparedByAnother: if somebody else has prepared one.
        DomainError: whatever ``take_action`` raises.
    """
    preview = await preview_action(command, database, clock)
    async with database.transaction(is_shown=False) as tx:
        idea = await demand_no_answer_waits(tx.session, command)
        return await prepared_for(tx, idea, command, preview, desk, None)


async def prepared_for(
    tx: Transaction, idea: Idea, command: TakeAction, preview: Preview, desk: Desk, goes_out_at: datetime | None
) -> PreparedAnswer:
    """The answer to the idea, which must have been locked, as it is kept; it may go out by itself.

    Raises:
        AnswerIsPreparedByAnother: if somebody else has prepared one.
    """
    workflow = await workflows.of_idea(tx.session, idea)
    seen = next(iter(command.seen), version_of(idea))
    what = command.action, command.fields, seen, preview.says
    whose = desk.staff_id, desk.now, seen == version_of(idea)
    answer = PreparedAnswer(idea, workflow, *what, *whose, goes_out_at, command.visitor.roles)
    await prepared.keep(tx.session, answer)
    return answer


async def see_prepared(desk: Desk, page: Page, database: Database) -> Found[PreparedAnswer]:
    """A page of what whoever asks has prepared, oldest first."""
    async with database.reading() as session:
        return await prepared.of_staff(session, desk.staff_id, page)


async def see_own(idea: str, desk: Desk, database: Database) -> PreparedAnswer:
    """What whoever asks has prepared for the idea.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        NoAnswerIsPrepared: if they have prepared none.
    """
    async with database.reading() as session:
        return await prepared.get(session, await ideas.get(session, number_or_id(idea)), desk.staff_id)


async def drop_prepared(idea: str, database: Database) -> None:
    """The answer is not wanted any more, whoever prepared it: they may be away.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        NoAnswerIsPrepared: if there is none.
    """
    async with database.transaction(is_shown=False) as tx:
        await prepared.take_away(tx.session, await ideas.lock(tx.session, number_or_id(idea)))


async def publish_prepared(idea: str, visitor: Visitor, desk: Desk, database: Database, clock: Clock) -> SeenIdea:
    """The idea after the answer that was prepared for it. If it does not fit any more it stays prepared.

    Raises:
        NoAnswerIsPrepared: if they have prepared none.
        DomainError: whatever ``take_action`` raises; ``ItHasChanged`` if the idea is another than they saw.
    """
    async with database.transaction() as tx:
        about = await ideas.lock(tx.session, number_or_id(idea))
        return await published(tx, await prepared.get(tx.session, about, desk.staff_id), visitor, clock.now())


async def published(tx: Transaction, answer: PreparedAnswer, visitor: Visitor, now: datetime) -> SeenIdea:
    """The idea after the answer, which is prepared no more; ``publish_prepared`` says what is raised."""
    command = TakeAction(answer.idea.number, answer.action, visitor, answer.fields, frozenset({answer.seen}))
    after = await taken(tx, command, answer.idea, now)
    await prepared.take_away(tx.session, answer.idea)
    return after
