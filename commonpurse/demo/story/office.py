"""The office: takes ideas up, turns down, refers, puts before the board; and what residents say meanwhile."""

from uuid import uuid4

from commonpurse.demo.story.script import ANSWERED
from commonpurse.demo.story.year import SECOND_LOOK, Idea, Year

READY = {"checked-departments": "yes", "checked-costs": "yes"}


async def screen(year: Year) -> None:
    """What the office does with each idea before the board sits."""

    async def deal_with(idea: Idea) -> None:
        wish = idea.wish
        if wish.is_untouched:
            return
        if wish.is_withdrawn:
            await year.act_as_holder(idea, "withdraw")
        elif wish.kind.becomes == "refused":
            await year.act(idea, "reject", criterion="not-ours", reason="The borough has no say in this.")
        else:
            await year.act(idea, "take-up")
            await _go_on(year, idea)

    await year.each("The office examines", year.ideas, deal_with)


async def _go_on(year: Year, idea: Idea) -> None:
    wish = idea.wish
    if wish.goes_to_the_board:
        await year.act(idea, "to-the-board", **READY)
    elif wish.kind.becomes == "referred":
        await year.act(idea, "refer", authority="the transport company")
        if wish.area in ANSWERED:
            await year.act(idea, "note-the-answer", reason="It is planned for the year after next.")


async def speak(year: Year) -> None:
    """Residents support what others suggest, and speak for and against it."""

    async def support(idea: Idea) -> None:
        for _ in range(idea.wish.kind.number % 3 + 1):
            body = {"submission_id": str(uuid4())}
            await year.town.must("ideas", "POST", f"/ideas/{idea.number}/supports", body)

    await year.each("Residents support", year.those("recommend", "vote", areas=range(3)), support)


async def appeal(year: Year) -> None:
    """Who was turned down asks for another look; somebody else than before takes it."""

    async def ask(idea: Idea) -> None:
        await year.act_as_holder(idea, "appeal", appeal="Please look again: it concerns all of us here.")
        if idea.wish.area == 0:
            await year.act(idea, "uphold", staff=SECOND_LOOK, reason="We have looked again, and it stands.")
        else:
            await year.act(idea, "reopen", staff=SECOND_LOOK, reason="The reason given was too short.")

    appealed = year.those("impossible", "refused", areas=range(2))
    await year.each("Appeals", appealed, ask)
    year.appeals = len(appealed)


async def deliver(year: Year) -> None:
    """What was adopted or granted is begun, done, and accounted for: the first of each kind farthest."""

    async def work_on(idea: Idea) -> None:
        steps = ("begin", "deliver", "account")[: 3 - idea.wish.area]
        for step in steps:
            fields = {"reason": "It cost what was planned, and is used every day."} if step == "account" else {}
            await year.act(idea, step, **fields)

    await year.each("Work begins", year.those("recommend", "small", areas=range(3)), work_on)
