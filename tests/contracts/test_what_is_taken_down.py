"""What was taken down is down everywhere: each field gets a word of its own, which is then looked for in all there is.

Decision 23 has the rules. A new field makes the test fail until a word is planted in it.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from itertools import product
from pathlib import Path

import pytest

from commonpurse.parts import SERVICE_NAMES
from commonpurse.preparation import appoint_staff
from commonpurse.town_hall import TownHall
from libs.shared.platform.running.part_settings import GATEWAY_HEADER
from libs.shared.platform.running.settings import PartName
from tests.contracts.taking_down import stories
from tests.contracts.taking_down.decisions import plant_decisions
from tests.contracts.taking_down.discussions import plant_discussions
from tests.contracts.taking_down.kept import KEPT, NEVER_PUBLIC, RULED, in_databases, is_ruled
from tests.contracts.taking_down.photos import plant_photos
from tests.contracts.taking_down.planting import Planting
from tests.contracts.taking_down.polls import plant_polls
from tests.contracts.taking_down.reading import Reader
from tests.contracts.taking_down.seeds import Seeds
from tests.contracts.taking_down.sittings import plant_sittings
from tests.contracts.taking_down.undoing import take_everything_down
from tests.contracts.test_typed_texts import NOT_SHOWN
from tests.support.eventually import eventually
from tests.support.typed_fields import brought, typed_into_actions
from tests.web.town import ADMIN_PASSWORD, PARTS_SECRET, Town, Towns

FIELDS = ({*brought()} - NOT_SHOWN - {*RULED}) | {each for each in typed_into_actions() if not is_ruled(each)}
STORIES = (
    stories.plant_rounds,
    stories.plant_ideas,
    plant_sittings,
    plant_photos,
    plant_decisions,
    stories.plant_proposals,
    stories.plant_appeals,
    plant_polls,
    stories.plant_offers,
    plant_discussions,
    stories.plant_accounts,
    stories.plant_what_is_refused,
)


@pytest.fixture
async def town(towns: Towns, tmp_path: Path) -> AsyncIterator[Town]:
    """A town of its own, before its first round."""
    async with towns.empty(tmp_path) as running:
        yield running


@asynccontextmanager
async def planted(town: Town) -> AsyncIterator[Planting]:
    """A word in every field of the town."""
    async with aclosing(TownHall(dict.fromkeys(SERVICE_NAMES, town.address))) as hall:
        await appoint_staff(hall, ADMIN_PASSWORD)
        here = Planting(hall, Seeds())
        for plant in STORIES:
            await plant(here)
        yield here


async def test_what_was_taken_down_is_down_everywhere(
    town: Town, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with planted(town) as here:
        # As who reads most: what is for integrators stands in the feeds that it is told, too.
        reader = Reader(town.address, here.things, here.seeds, headers={GATEWAY_HEADER: PARTS_SECRET})
        public = FIELDS - {*NEVER_PUBLIC}
        assert here.seeds.planted == FIELDS
        assert {*await reader.everything()} == public

        await take_everything_down(here)

        async def nothing_is_left() -> None:
            kept = await in_databases(town, here.seeds)
            assert {table: said for table, said in kept.items() if table not in KEPT} == {}

        await eventually(nothing_is_left)
        assert await reader.everything() == {}
        assert await found_by_search(here, public) == []
        assert here.seeds.in_text(await measured(here)) == set()
        assert here.seeds.in_text("".join(capfd.readouterr()) + caplog.text) == set()


async def found_by_search(here: Planting, fields: set[str]) -> list[str]:
    """The fields whose words a search still finds something by."""
    found = []
    services: tuple[PartName, ...] = ("ideas", "proposals")
    searched = sorted(field for field in fields if field.rpartition(".")[2] in {"title", "text", "summary", "place"})
    for service, field in product(services, searched):
        answer = await here.hall.must(service, "GET", f"/{service}", params={"q": here.seeds.word(field)})
        found += [field] if answer["total"] else []
    return found


async def measured(here: Planting) -> str:
    """All that the metrics say."""
    return "".join([await here.hall.must(one, "GET", "/../metrics", staff="admin") for one in SERVICE_NAMES])
