"""A combination of terms from its draft to its announced outcome, and whatever is wrong on its way."""

from dataclasses import dataclass
from pathlib import Path

from services.voting.domain.polls.papers.filling_in import papers_in_hand
from tests.combinations.ballots import a_ballot
from tests.combinations.counts import counted_of
from tests.combinations.looking import drafted, told, voted
from tests.combinations.polls import a_draft, chance_for, opened, unmet
from tests.combinations.reckoning import counted_again, sums
from tests.combinations.town import Town
from tests.combinations.wishes import Wish


@dataclass(frozen=True)
class Seen:
    """What was seen of it: whether it came to its end, or its checks kept it a draft, and the faults."""

    is_announced: bool
    faults: list[str]


async def look_over(town: Town, wish: Wish, folder: Path) -> Seen:
    """Draft it, vote in it, count it and decide it, and read all that is told of it."""
    draft = a_draft(wish)
    found = [fault async for fault in drafted(town, draft, wish)]
    if unmet(draft):
        return Seen(is_announced=False, faults=found)
    poll = opened(draft, wish)
    for paper in papers_in_hand(poll, poll.withdrawn):
        a_ballot(poll, paper, chance_for(poll))
    found += [fault async for fault in voted(town, poll, wish)]
    decided = counted_of(poll, wish)
    found += [fault async for fault in told(town, decided, wish)]
    return Seen(is_announced=True, faults=[*found, *sums(decided), *counted_again(decided, folder)])
