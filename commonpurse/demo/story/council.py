"""The council decides, by its papers, about what the board recommended and what residents ranked."""

from collections.abc import Sequence
from datetime import UTC, datetime

from commonpurse.demo.story.script import ANSWERED
from commonpurse.demo.story.sittings import on_the_councils_clock
from commonpurse.demo.story.year import Idea, Year

_LINK = "https://lichtenberg.example/papers/"


async def decide(year: Year) -> None:
    """What is ready is put before the council, which adopts and rejects it, a paper for each."""
    recommended = year.those("recommend", areas=range(9))
    ranked = year.those("vote", areas=range(9))
    in_doubt = year.those("impossible", areas=(2, 3))
    funded = {one.number for one in ranked if await _is_funded(year, one)}
    adopted = [one for one in recommended if one.wish.area in ANSWERED]
    adopted += [one for one in ranked if one.number in funded]
    rejected = [one for one in (*recommended, *ranked, *in_doubt) if one not in adopted]
    await _resolve(year, "DS/0101/IX", adopted, {"action": "adopt"}, "The council follows the board and the vote.")
    refused = {"action": "reject-by-council", "criterion": "other-aims"}
    await _resolve(year, "DS/0102/IX", rejected, refused, "The money is needed for the schools this year.")


async def _is_funded(year: Year, idea: Idea) -> bool:
    proposal = await year.town.must("proposals", "GET", f"/proposals/{idea.proposal_id}")
    return bool(proposal["state"] == "funded")


async def _resolve(year: Year, paper: str, ideas: Sequence[Idea], result: dict[str, str], reason: str) -> None:
    """The paper goes to the council with all these ideas, and is decided in one record."""
    words = f"Before the council: paper {paper}"
    await year.each(words, ideas, lambda idea: year.act(idea, "to-the-council", paper_number=paper))
    decision = {
        "round_id": year.round["round_id"],
        "body": "council",
        "decided_on": str(on_the_councils_clock(datetime.now(UTC))),
        "paper_number": paper,
        "link": _LINK + paper.replace("/", "-"),
        "reason": reason,
        "results": [{"idea": one.number, **result} for one in ideas],
    }
    await year.town.must("ideas", "POST", "/decisions", decision, staff="moderator")
