"""What is the same is merged, and what is two things is split; one merging was a mistake, and is undone."""

from commonpurse.demo.story.year import Idea, Year


async def gather(year: Year) -> None:
    """Whatever others wish for again goes on with the first idea for it; two wishes in one become two ideas."""

    async def merge(idea: Idea) -> None:
        await year.act(idea, "take-up")
        body = {"into": year.first_for(idea.wish).number, "reason": "Both want the same for the same place."}
        await year.town.must("ideas", "POST", f"/ideas/{idea.number}/merge", body, staff="moderator")

    async def split(idea: Idea) -> None:
        await year.act(idea, "take-up")
        parts = next(one["into"] for one in year.script.said["both"] if one["title"] == idea.wish.title)
        body = {"parts": parts, "reason": "A bench and a roof are decided by different departments."}
        await year.town.must("ideas", "POST", f"/ideas/{idea.number}/split", body, staff="moderator")

    await year.each("The same is merged", year.again, merge)
    await year.each("Two in one are split", year.both, split)
    mistaken = year.again[-1]
    body = {"reason": "They are about two different places after all."}
    await year.town.must("ideas", "POST", f"/ideas/{mistaken.number}/merge/undone", body, staff="moderator")
