"""Words in what is said of an idea, in answers, and in why something is not shown."""

from typing import Any

from tests.contracts.taking_down.planting import Planting
from tests.support.eventually import eventually

CLEAN = {"office": "The office", "answer": "Ask again.", "reason": "It named somebody."}


async def plant_discussions(here: Planting) -> None:
    """A comment and a question with words, an answer to one, reasons for others."""
    number = await here.public_idea()
    subject = (await here.hall.must("ideas", "GET", f"/ideas/{number}"))["idea_id"]
    here.things.subjects.append(subject)
    await eventually(lambda: _is_heard_of(here, subject))
    await _shown(here, subject, **here.sown("NewComment", "text", "name"))
    question = await _shown(here, subject, kind="question")
    await here.act("deliberation", "comments", question, "answer", office=..., answer=...)
    refused = await _shown(here, subject)
    await here.act("deliberation", "comments", refused, "hide", criterion="off-topic", reason=...)
    reworded = await _shown(here, subject)
    await here.act("deliberation", "comments", reworded, "hide", criterion="off-topic", reason="It is off topic.")
    await here.act("deliberation", "comments", reworded, "reword-reason", reason=...)


async def take_discussions_down(here: Planting) -> None:
    """By whatever the office can do with each comment."""
    for comment in here.things.comments:
        path = f"/comments/{comment}"
        state = await here.hall.must("deliberation", "GET", path, staff="moderator")
        if state["answer"]:
            words = {name: CLEAN[name] for name in ("office", "answer")}
            await here.hall.act("deliberation", path, "answer", staff="moderator", **words)
        action: dict[str, Any] = {"reason": CLEAN["reason"]}
        name = "reword-reason" if state["state"] == "hidden" else "hide"
        more = {} if name == "reword-reason" else {"criterion": "names-somebody"}
        await here.hall.act("deliberation", path, name, staff="moderator", **action, **more)


async def _is_heard_of(here: Planting, subject: str) -> bool:
    return (await here.hall.ask("deliberation", "GET", f"/discussions/{subject}")).is_success


async def _shown(here: Planting, subject: str, **words: Any) -> str:
    wish = {"text": "A word."} | words
    made = await here.hall.must("deliberation", "POST", f"/discussions/{subject}/comments", wish)
    await here.act("deliberation", "comments", made["comment_id"], "show")
    here.things.comments.append(made["comment_id"])
    return str(made["comment_id"])
