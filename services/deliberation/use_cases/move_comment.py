"""What every step of a comment brings with it: its state, what is taken down, an event, news for its author."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from libs.shared.events.deliberation import CommentHidden, CommentShown, CommentWithdrawn, QuestionAnswered
from libs.shared.events.envelope import Event
from libs.shared.kernel.own_words import TAKEN_DOWN, Original, OwnWords
from libs.shared.kernel.workflow import Step
from libs.shared.platform.storage.database import Transaction
from services.deliberation.domain.comment import Comment
from services.deliberation.domain.errors import WordsAreErased
from services.deliberation.domain.subject import Subject
from services.deliberation.storage import comments, originals, tellings


async def move_comment(tx: Transaction, comment: Comment, subject: Subject, step: Step, at: datetime) -> Comment:
    """The comment after the step. It must have been locked.

    Raises:
        WordsAreErased: if it is to be shown again, and its words are not kept any more.
    """
    changes = _moves(step, at) | await _changes(tx, comment, step, at)
    moved = replace(comment, **changes)
    await comments.change(tx.session, comment.comment_id, **changes)
    await _tell_otherwise(tx, comment, moved, at)
    tx.announce(*_news(moved, subject, step))
    if step.action.is_told:
        await tellings.add(tx.session, moved, subject, step.words, at)
    return moved


def _moves(step: Step, at: datetime) -> dict[str, Any]:
    return {"state": step.to, "state_since": at} if step.action.to else {}


async def _changes(tx: Transaction, comment: Comment, step: Step, at: datetime) -> dict[str, Any]:
    match step.action.name:
        case "show":
            return {"was_shown": True}
        case "put-back":
            return await _given_back(tx, comment)
        case "hide" | "withdraw":
            await originals.keep(tx.session, comment.comment_id, Original.taken_down(comment.own_words, at))
            return {"text": TAKEN_DOWN, "name": None, "reports": {}, **step.fields}
        case "leave-it":
            return {"reports": {}}
        case "answer":
            return {**step.fields, "answered_at": at, "was_answered_otherwise": comment.answered_at is not None}
        case _:
            return dict(step.fields)


async def _given_back(tx: Transaction, comment: Comment) -> dict[str, Any]:
    kept = await originals.give_back(tx.session, comment.comment_id)
    if kept is None:
        raise WordsAreErased(comment.comment_id)
    own = {"text": kept.words.text, "name": kept.words.title or None}
    return {"was_shown": True, "criterion": None, "reason": None, **own}


async def _tell_otherwise(tx: Transaction, before: Comment, after: Comment, at: datetime) -> None:
    """What the office said and says otherwise now is kept apart for a while, and told to nobody any more."""
    for said, says in ((before.reason, after.reason), (before.answer, after.answer), (before.office, after.office)):
        if said and said != says:
            original = Original.taken_down(OwnWords("", said), at, is_the_offices=True)
            await originals.keep(tx.session, before.comment_id, original)
            await tellings.say_otherwise(tx.session, before.comment_id, said, says or TAKEN_DOWN)


def _news(comment: Comment, subject: Subject, step: Step) -> list[Event]:
    about: dict[str, Any] = {
        "comment_id": comment.comment_id,
        "subject_id": subject.subject_id,
        "subject_kind": subject.kind,
    }
    match step.action.name:
        case "show" | "put-back":
            what = {"comment_kind": comment.kind, "side": comment.side, "in_reply_to": comment.parent_id}
            return [CommentShown(**about, **what)]
        case "hide" | "reword-reason":
            return [CommentHidden(**about, criterion=comment.criterion or "")]
        case "withdraw":
            return [CommentWithdrawn(**about)]
        case "answer":
            return [QuestionAnswered(**about)]
        case _:
            return []
