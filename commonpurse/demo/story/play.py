"""The year from its first idea to what became of it, on a platform that stays."""

import secrets
import time
from itertools import chain
from pathlib import Path

from rich.progress import Progress

from commonpurse import preparation
from commonpurse.demo.stage import Stage, kept_in
from commonpurse.demo.story import council, intake, lineage, office, services, sittings, vote
from commonpurse.demo.story.letterbox import Letterbox, a_letterbox
from commonpurse.demo.story.looks import Report, look
from commonpurse.demo.story.script import Script
from commonpurse.demo.story.year import SECOND_LOOK, Year, publish_round
from commonpurse.sample_round import draw, keep
from commonpurse.samples import LICHTENBERG
from commonpurse.town_hall import TownHall

STORIES = {"lichtenberg": LICHTENBERG}


async def play_story(script: Script, data: Path, progress: Progress) -> Report:
    """The story, played on a platform whose data stay in the folder; its figures.

    Raises:
        Trouble: if something is in the folder already, or the platform refuses what the story takes for possible.
    """
    began = time.monotonic()
    starting = progress.add_task("Starting the platform", total=1)
    async with a_letterbox() as letterbox, kept_in(data, letterbox.address, intake.OFFICE_ADDRESS) as stage:
        progress.advance(starting)
        report = await _play(script, stage, data, letterbox, progress)
    return report | {"seconds": round(time.monotonic() - began, 1), "data": str(data)}


async def _play(script: Script, stage: Stage, data: Path, letterbox: Letterbox, progress: Progress) -> Report:
    def bar(words: str, total: int) -> preparation.Progress:
        task = progress.add_task(words, total=total)
        return lambda steps: progress.advance(task, steps)

    town = TownHall(stage.addresses)
    try:
        keep(data / "secrets" / "sample-staff.csv", "name,password", (await _staff(town, stage)).items())
        year = Year(town, script, await publish_round(town, script), bar)
        await draw(town, script.said, year.round)
        await intake.suggest_all(year, stage)
        await office.screen(year)
        await lineage.gather(year)
        await office.speak(year)
        await sittings.boards_sit(year)
        await sittings.jury_sits(year)
        codes = await vote.invite(year)
        await services.ask(year, codes, stage)
        voters = [*chain.from_iterable(codes.values())][: script.said["voters"]]
        await vote.prioritise(year, voters, stage)
        await office.appeal(year)
        await council.decide(year)
        await office.deliver(year)
        return await look(year) | {"mails": letterbox.mails}
    finally:
        await town.aclose()


async def _staff(town: TownHall, stage: Stage) -> dict[str, str]:
    """Those whom every round needs, and a second moderator; their passwords by name."""
    passwords = await preparation.appoint_staff(town, stage.admin_password)
    passwords[SECOND_LOOK] = secrets.token_urlsafe(12)
    account = {"name": SECOND_LOOK, "password": passwords[SECOND_LOOK], "roles": ["moderator"]}
    await town.must("residents", "POST", "/staff", account, staff="admin")
    await town.sign_in(SECOND_LOOK, passwords[SECOND_LOOK])
    return passwords
