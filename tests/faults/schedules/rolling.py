"""``make faults-upgrade OLD=…``: a version of before runs, people vote, and one part after the other becomes this one.

Each part of this version starts beside the old one, migrates the database under it, and shares its work for a while;
then the old one goes. Then all go back in the same way: the old version starts on the schema of the newer one. The old
version comes out of the history: without it there is nothing to upgrade from.
"""

import argparse
import asyncio
import random
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from commonpurse.embedded.server import a_free_port
from commonpurse.town_hall import TownHall
from libs.shared.platform.running.settings import PartName
from tests.faults.history.records import Choices
from tests.faults.making.parts import Part
from tests.faults.making.patience import Patience
from tests.faults.making.platform import Carrier, Platform, a_platform, command_of
from tests.faults.schedules.carried import Carried
from tests.faults.schedules.one_seed import Run, Seen
from tests.faults.schedules.report import line_of
from tests.faults.schedules.schedule import MOST_CHOICES, PROJECTS, Door, Schedule, Voter
from tests.faults.schedules.town import Officers, appoint
from tests.faults.schedules.versions import can_come_back, of_tomorrow, out_of_the_history
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.support.ports import is_answering

_ORDER: tuple[PartName, ...] = ("residents", "voting", "ideas", "proposals", "deliberation", "reporting", "web", "sms")
_BESIDE_S = 4.0
_STARTS_WITHIN_S = 300.0
_ONE_EVERY_S = 2.0


class Upgrade(Run):
    """A schedule without faults, during which every part is replaced, by each of the versions in turn."""

    def __init__(self, platform: Platform, hall: TownHall, versions: Sequence[Path]) -> None:
        super().__init__(platform, hall, Carried(platform, hall), a_long_vote())
        self._versions = versions

    async def _disturb(self, officers: Officers) -> None:
        for number, code in enumerate(self._versions, start=1):
            for name in _ORDER:
                await roll(self._platform, name, code, f"{name} {number}")
        self._healed = Patience(self._platform, 0.0)


async def roll(platform: Platform, name: PartName, code: Path, new_name: str) -> None:
    """The part of the other version beside the present one, both with half of all new connections; then alone."""
    old, line, port = platform.parts[name], platform.lines[name], a_free_port()
    old_port = int(old.command[-1])
    new = Part(new_name, command_of(name, port), old.environment, platform.folder / f"{new_name}.log", code)
    platform.parts |= {name: new, f"before {new_name}": old}
    new.start()
    await eventually(lambda: is_answering(port), within=_STARTS_WITHIN_S, every=0.2)
    line.lead_to(old_port, port)
    await asyncio.sleep(_BESIDE_S)
    line.lead_to(port)
    await asyncio.to_thread(old.end)


def a_long_vote() -> Schedule:
    """One voter after the other, by every door, for about as long as the upgrade takes."""
    papers: list[Choices] = [one for size in range(1, MOST_CHOICES + 1) for one in combinations(PROJECTS, size)]
    doors: tuple[Door, ...] = ("api", "page", "text")
    random.Random(1).shuffle(papers)  # noqa: S311 - it has to come again
    voters = [
        Voter(number, doors[number % 3], (paper,), number * _ONE_EVERY_S, sends_twice=number % 4 == 0, gives_up=False)
        for number, paper in enumerate(papers, start=1)
    ]
    return Schedule(0, (), tuple(voters), may_replace=True, closes_amid_faults=False, ideas=3, offers=2)


async def upgraded(carrier: Carrier, old: Path, new: Path) -> Seen:
    """What was seen while the old version became the new one, and came back if it can."""
    async with a_platform(carrier, old) as platform:
        hall = await appoint(platform)
        try:
            return await Upgrade(platform, hall, [new, old] if can_come_back(old) else [new]).run()
        finally:
            await hall.aclose()
            for part in platform.parts.values():
                await asyncio.to_thread(part.end)


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", required=True, help="a tag or commit of the version of before")
    parser.add_argument("--carrier", choices=("feed", "kafka"), help="on this carrier alone")
    return parser.parse_args()


def _main(told: argparse.Namespace) -> int:
    carriers: list[Carrier] = [told.carrier] if told.carrier else ["feed", "kafka"]
    anomalies = 0
    with a_reachable_folder() as before, a_reachable_folder() as after:
        old, new = out_of_the_history(told.old, before), of_tomorrow(after)
        way = "there and back" if can_come_back(old) else "there; that version starts on no newer schema"
        for carrier in carriers:
            found = asyncio.run(upgraded(carrier, old, new))
            sys.stdout.write(f"{way}: {line_of(carrier, found)}\n")
            sys.stdout.flush()
            anomalies += len(found.anomalies)
    return int(anomalies > 0)


if __name__ == "__main__":
    sys.exit(_main(_told()))
