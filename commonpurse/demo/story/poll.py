"""A poll of the story, from its draft to the announced outcome: residents vote at its doors, some at a time."""

from collections.abc import Sequence
from typing import NamedTuple

from commonpurse import counting, preparation
from commonpurse.demo.stage import Stage
from commonpurse.demo.story.year import Year
from commonpurse.demo.voting_day import Door, PollingStation, vote_at
from commonpurse.election import Ballot
from commonpurse.town_hall import Body, eventually


class Vote(NamedTuple):
    """What somebody hands in with an invitation code, and at which door."""

    door: Door
    code: str
    choices: Ballot


async def hold(year: Year, stage: Stage, draft: Body, words: str, votes: Sequence[Vote]) -> tuple[str, Body]:
    """Hold the poll, and show the words while everybody votes; its id, and the outcome.

    Raises:
        Trouble: if a vote is not taken.
    """
    poll_id = await preparation.draft_poll(year.town, draft)
    await preparation.open_poll(year.town, poll_id)
    box = PollingStation(year.town, poll_id, stage.sms_secret, stage.addresses["web"])
    await eventually(lambda: box.is_known_to_residents(votes[0].code), f"residents to hear of “{draft['name']}”")
    await year.each(words, votes, lambda one: vote_at(one.door, box, one.code, draft["method"], one.choices))
    await counting.close(year.town, poll_id)
    return poll_id, await counting.certify_and_announce(year.town, poll_id)
